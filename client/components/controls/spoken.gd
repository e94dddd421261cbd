class_name Spoken
## What screen readers say of a control that shows several texts.


## "Text size, 100%": the texts that are there.
static func listed(texts: Array[String]) -> String:
	return ", ".join(PackedStringArray(texts.filter(func(text: String) -> bool: return text != "")))
