class_name WebPage
## The page that the engine runs in: the browser APIs of `web/page.js`.

const SCRIPT := "res://web/page.js"
const NAME := "biologidex"

static var _interface: JavaScriptObject


## null outside a browser. The exported page contains the script; one served by the editor does not.
static func interface() -> JavaScriptObject:
	if _interface == null and OS.has_feature("web"):
		_interface = JavaScriptBridge.get_interface(NAME)
		if _interface == null:
			JavaScriptBridge.eval(FileAccess.get_file_as_string(SCRIPT), true)
			_interface = JavaScriptBridge.get_interface(NAME)
	return _interface
