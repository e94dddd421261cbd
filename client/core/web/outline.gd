class_name Outline
## What is on the screen, as text: where each control is, what it is called, whether it can be used. Programs that
## cannot see a canvas read it from the page as `biologidex.outline()`, when its address has `?outline`.

static var _callback: JavaScriptObject


## Lets the page ask, if its address says that somebody will.
static func offer(root: Window) -> void:
	var page: JavaScriptObject = WebPage.interface()
	if page == null or not page.wantsOutline():
		return
	_callback = JavaScriptBridge.create_callback(
		func(_arguments: Array) -> void: page.outlineText = JSON.stringify(Outline.of(root))
	)
	page.onOutline = _callback


## The visible controls with a text, a name or the focus, in reading order.
static func of(node: Node) -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for child: Node in node.get_children():
		if child is CanvasItem and not (child as CanvasItem).visible:
			continue
		if child is Control and (_name(child) or (child as Control).has_focus()):
			found.append(_describe(child))
		found.append_array(Outline.of(child))
	return found


static func _describe(control: Control) -> Dictionary:
	var rect: Rect2 = control.get_global_transform_with_canvas() * Rect2(Vector2.ZERO, control.size)
	return {
		"kind": control.get_class(),
		"name": _name(control),
		"text": str(control.get("text")) if "text" in control and not _is_secret(control) else "",
		"length": str(control.get("text")).length() if "text" in control else 0,
		"focused": control.has_focus(),
		"disabled": control is BaseButton and (control as BaseButton).disabled,
		"x": rect.get_center().x,
		"y": rect.get_center().y,
		"width": rect.size.x,
		"height": rect.size.y,
	}


static func _name(control: Control) -> String:
	if control.accessibility_name:
		return control.accessibility_name
	return str(control.get("text")) if "text" in control and not control is LineEdit else ""


static func _is_secret(control: Control) -> bool:
	return control is LineEdit and (control as LineEdit).secret
