class_name TreeMode
## The people whose animals a tree shows.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

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
