class_name FriendLink
## Friend codes as people type, read and share them.

## Without 0 and O, 1 and I, which look alike.
const ALPHABET := "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
const LENGTH := 8
const MARK := "#/f/"


## The link for a friend code.
static func of(code: String, origin: String) -> String:
	return "%s/%s%s" % [origin, MARK, code]


## The code in typed or pasted text, which may be a whole link; "" if there is none.
static func code_in(text: String) -> String:
	var typed: String = text.get_slice(MARK, text.get_slice_count(MARK) - 1)
	var code: String = typed.replace("-", "").replace(" ", "").strip_edges().to_upper()
	if code.length() != LENGTH:
		return ""
	for letter: String in code:
		if not letter in ALPHABET:
			return ""
	return code


## A code in two lines of four letters.
static func in_two_lines(code: String) -> String:
	return "%s\n%s" % [code.left(LENGTH / 2), code.substr(LENGTH / 2)]
