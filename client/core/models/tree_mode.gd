class_name TreeMode
## The people whose animals a tree shows.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const PERSONAL := "personal"
const FRIENDS := "friends"
const SELECTED := "selected"
const GLOBAL := "global"
const ALL: Array[String] = [
	PERSONAL,
	FRIENDS,
	SELECTED,
	GLOBAL,
]
