class_name Origin
## Where the API is: the page's own origin on the web, else what the environment or the project
## says.

const VARIABLE := "BIOLOGIDEX_API"
const LOCAL := "http://127.0.0.1:5000"


static func current() -> String:
	if OS.has_feature("web"):
		return str(WebPage.interface().origin)
	return OS.get_environment(VARIABLE) if OS.has_environment(VARIABLE) else LOCAL
