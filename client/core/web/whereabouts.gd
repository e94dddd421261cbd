class_name Whereabouts
extends RefCounted
## The location of this device, if its person allows it in the browser.

signal _found(latitude: float, longitude: float)

var _page: JavaScriptObject = WebPage.interface()
var _on_found: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: _found.emit(float(arguments[0]), float(arguments[1]))
)


func is_known() -> bool:
	return _page != null and bool(_page.canLocate())


## Latitude and longitude; INF if unavailable.
func find() -> Vector2:
	_page.locate(_on_found)
	var point: Array = await _found
	return Vector2(point[0], point[1]) if is_finite(point[0]) else Vector2.INF
