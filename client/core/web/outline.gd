class_name Outline
## The contents of the screen as text: position, name and state of each control, the middle of the container that it
## scrolls in, whether the pointer is over it. Programs that cannot see a canvas read it from the page as
## `biologidex.outline()`, if its address has `?outline`.

static var _callback: JavaScriptObject


## Publishes the outline, if the page's address asks for it.
static func offer(root: Window) -> void:
	var page: JavaScriptObject = WebPage.interface()
	if page == null or not page.wantsOutline():
		return
	_callback = JavaScriptBridge.create_callback(
		func(_arguments: Array) -> void: page.outlineText = JSON.stringify(Outline.of(root))
	)
	page.onOutline = _callback


## The visible controls with a text, a name or the focus, in reading order; `scroll` is the container they scroll in.
static func of(node: Node, scroll: ScrollContainer = null) -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for child: Node in node.get_children():
		if child is CanvasItem and not (child as CanvasItem).visible:
			continue
		if child is Control and (_name(child) or (child as Control).has_focus()):
			found.append(_describe(child, scroll))
		found.append_array(Outline.of(child, child if _scrolls(child) else scroll))
	return found


static func _describe(control: Control, scroll: ScrollContainer) -> Dictionary:
	var rect: Rect2 = _rect(control)
	var middle: Vector2 = _rect(scroll if scroll else control).get_center()
	var pointed_at: Control = control.get_viewport().gui_get_hovered_control()
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
		"scroll_x": middle.x,
		"scroll_y": middle.y,
		"pointed_at": pointed_at != null and (pointed_at == control or control.is_ancestor_of(pointed_at)),
	}


static func _rect(control: Control) -> Rect2:
	return control.get_global_transform_with_canvas() * Rect2(Vector2.ZERO, control.size)


static func _scrolls(node: Node) -> bool:
	return (
		node is ScrollContainer
		and (node as ScrollContainer).vertical_scroll_mode != ScrollContainer.SCROLL_MODE_DISABLED
	)


static func _name(control: Control) -> String:
	if control.accessibility_name:
		return control.accessibility_name
	var is_typed: bool = control is LineEdit or control is TextEdit
	return str(control.get("text")) if "text" in control and not is_typed else ""


static func _is_secret(control: Control) -> bool:
	return control is LineEdit and (control as LineEdit).secret
