class_name WebPage
## The page that the engine runs in: what only a browser can do, in `web/page.js`.

const SCRIPT := "res://web/page.js"
const NAME := "biologidex"

static var _interface: JavaScriptObject


## null outside of a browser. The exported page has the script already; one that the editor serves has not.
static func interface() -> JavaScriptObject:
	if _interface == null and OS.has_feature("web"):
		_interface = JavaScriptBridge.get_interface(NAME)
		if _interface == null:
			JavaScriptBridge.eval(FileAccess.get_file_as_string(SCRIPT), true)
			_interface = JavaScriptBridge.get_interface(NAME)
	return _interface
