class_name WebPage
## The page that the engine runs in: what only a browser can do, in `web/page.js`.

const SCRIPT := "res://web/page.js"

static var _interface: JavaScriptObject


## null outside of a browser.
static func interface() -> JavaScriptObject:
	if _interface == null and OS.has_feature("web"):
		JavaScriptBridge.eval(FileAccess.get_file_as_string(SCRIPT), true)
		_interface = JavaScriptBridge.get_interface("biologidex")
	return _interface
