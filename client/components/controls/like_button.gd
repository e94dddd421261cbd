class_name LikeButton
extends SmallButton
## The heart of another person's entry, with the number of likes.

const HEART := preload("res://art/icons/heart.svg")
const HEART_FILL := preload("res://art/icons/heart-fill.svg")


func show_like(entry: Entry) -> void:
	theme_type_variation = &"Liked" if entry.liked_by_me else &"ButtonSmall"
	icon = HEART_FILL if entry.liked_by_me else HEART
	text = str(entry.likes) if entry.likes > 0 else ""
	accessibility_name = "%s, %d" % [tr("Liked" if entry.liked_by_me else "Like"), maxi(entry.likes, 0)]
