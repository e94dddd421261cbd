class_name WebHistory
extends BrowserHistory
## The browser's history, through `web/page.js`.

var _page: JavaScriptObject = WebPage.interface()
var _on_back: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: went_back.emit(str(arguments[0]))
)
var _on_link: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: link_opened.emit(str(arguments[0]))
)


func _init() -> void:
	_page.watchHistory(_on_back, _on_link)


func fragment() -> String:
	return str(_page.fragment())


func push(link: String) -> void:
	_page.pushHistory(link)


func replace(link: String) -> void:
	_page.replaceHistory(link)


func go_back() -> void:
	_page.goBack()


func note_ready() -> void:
	_page.ready()
