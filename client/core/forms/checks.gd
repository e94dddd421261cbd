class_name Checks
## Validation of input by the API's rules; each returns an error, or an empty text.

const SHORTEST_PASSWORD := 8
const LONGEST_PASSWORD := 128

static var _username := RegEx.create_from_string("^[A-Za-z0-9_.-]{3,30}$")
static var _email := RegEx.create_from_string("^[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+$")


static func username(value: String) -> String:
	return "" if _username.search(value) else "Use 3 to 30 letters, digits, dots, dashes."


static func email(value: String) -> String:
	var fits: bool = value.length() <= 254 and _email.search(value) != null
	return "" if fits else "That does not look like an e-mail address."


static func new_password(value: String) -> String:
	if value.length() < SHORTEST_PASSWORD:
		return "At least 8 characters."
	return "" if value.length() <= LONGEST_PASSWORD else "At most 128 characters."


static func repeated(value: String, first: String) -> String:
	return "" if value == first else "The two are not the same."


static func present(value: String, sentence: String) -> String:
	return sentence if value.strip_edges().is_empty() else ""
