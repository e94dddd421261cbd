class_name AnimalNumber
## The sort order of animals by number.

const LAST := 1 << 62


## The sort key of a number: animals without one come last.
static func sort_key(number: int) -> int:
	return number if number != Model.ABSENT else LAST
