class_name Origin
## The origin of the API: the page's own on the web, else that of the environment or the project
## settings.

const VARIABLE := "BIOLOGIDEX_API"
const SETTING := "biologidex/api_origin"


static func current() -> String:
	if OS.has_feature("web"):
		return str(WebPage.interface().origin)
	if OS.has_environment(VARIABLE):
		return OS.get_environment(VARIABLE)
	return ProjectSettings.get_setting(SETTING)
