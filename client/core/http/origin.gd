class_name Origin
## Where the API is: the page's own origin on the web, else what the environment or the project
## says.

const VARIABLE := "BIOLOGIDEX_API"
const SETTING := "biologidex/api_origin"


static func current() -> String:
	if OS.has_feature("web"):
		return str(WebPage.interface().origin)
	if OS.has_environment(VARIABLE):
		return OS.get_environment(VARIABLE)
	return ProjectSettings.get_setting(SETTING)
