class_name Spoken
## The texts for screen readers of controls that show several labels.


## "Text size, 100%": all texts that are not empty.
static func listed(texts: Array[String]) -> String:
	return ", ".join(PackedStringArray(texts.filter(func(text: String) -> bool: return text != "")))
