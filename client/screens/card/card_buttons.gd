class_name CardButtons
extends HBoxContainer
## The buttons of a card: favourite of one's own, like of another's, share, and more.

signal favorite_pressed
signal like_pressed
signal share_pressed
signal menu_pressed

const HEART := preload("res://art/icons/heart.svg")
const HEART_FILL := preload("res://art/icons/heart-fill.svg")

@onready var _favorite: Button = %Favorite
@onready var _like: LikeButton = %Like


func _ready() -> void:
	_favorite.pressed.connect(favorite_pressed.emit)
	_like.pressed.connect(like_pressed.emit)
	(%Share as Button).pressed.connect(share_pressed.emit)
	(%Menu as Button).pressed.connect(menu_pressed.emit)


func show_entry(entry: Entry) -> void:
	_favorite.visible = entry.mine != null
	_favorite.theme_type_variation = &"GoldButton" if entry.favorite else &"IconButton"
	_favorite.icon = HEART_FILL if entry.favorite else HEART
	_favorite.accessibility_name = "No favourite any more" if entry.favorite else "Favourite"
	_like.visible = entry.mine == null
	_like.show_like(entry)


func allow_sharing(is_allowed: bool) -> void:
	(%Share as Button).disabled = not is_allowed
