class_name ProfileSheet
extends VBoxContainer
## What others see of you: name, bio, and a picture from one of your sightings.

signal saved(changes: MyChangesRequest)

const LONGEST_BIO := 300
const SHOWN := 12
const THUMBNAIL := preload("res://components/cards/thumbnail.tscn")

var _user: Me
## The entry with the selected picture; empty for none.
var _avatar: String
var _is_avatar_changed: bool = false

@onready var _save_button: Button = %Save


func _ready() -> void:
	(%NoPicture as Button).pressed.connect(_choose.bind(null, ""))
	_save_button.pressed.connect(_save)
	(%Bio as TextEdit).text_changed.connect(_on_bio_changed)


func show_user(user: Me) -> void:
	_user = user
	(%Name as Field).input.text = user.display_name
	(%Bio as TextEdit).text = user.bio
	_on_bio_changed()
	if Store.dex:
		_show_pictures(Store.dex.cards(DexFilter.new(), Dex.Sort.NEWEST))


## The newest animals with a picture, after the selected one.
func _show_pictures(cards: Array[DexCard]) -> void:
	var pictured: Array[DexCard] = cards.filter(func(card: DexCard) -> bool: return card.best.thumbnail_url != "")
	for entry: Entry in _chosen_first(pictured).slice(0, SHOWN):
		_add(entry)
	(%PicturesPart as Control).visible = not pictured.is_empty()
	(%NoPicture as Control).visible = _user.avatar_url != ""


func _chosen_first(cards: Array[DexCard]) -> Array[Entry]:
	var entries: Array[Entry] = []
	for card: DexCard in cards:
		var chosen: int = card.sightings.find_custom(_is_avatar)
		if chosen >= 0:
			entries.push_front(card.sightings[chosen])
		else:
			entries.append(card.best)
	return entries


func _is_avatar(entry: Entry) -> bool:
	return _user.avatar_url.get_file() == entry.id


func _add(entry: Entry) -> void:
	var thumbnail: Thumbnail = THUMBNAIL.instantiate()
	(%Pictures as Container).add_child(thumbnail)
	thumbnail.accessibility_name = CardFace.of_entry(entry).first_line()
	thumbnail.pressed.connect(_choose.bind(thumbnail, entry.id))
	thumbnail.show_chosen(_is_avatar(entry))
	var texture: Texture2D = await Store.images.get_texture(entry.thumbnail_url)
	if is_instance_valid(thumbnail):
		thumbnail.show_texture(texture)


func _choose(chosen: Thumbnail, entry_id: String) -> void:
	_avatar = entry_id
	_is_avatar_changed = true
	(%NoPicture as Control).visible = entry_id != ""
	for thumbnail: Node in (%Pictures as Container).get_children():
		(thumbnail as Thumbnail).show_chosen(thumbnail == chosen)


func _on_bio_changed() -> void:
	var length: int = (%Bio as TextEdit).text.length()
	(%BioHint as Label).text = tr("%d of %d") % [length, LONGEST_BIO]
	_save_button.disabled = length > LONGEST_BIO


func _save() -> void:
	var changes := MyChangesRequest.new()
	var name: String = (%Name as Field).input.text.strip_edges()
	if name and name != _user.display_name:
		changes.set_display_name(name)
	if (%Bio as TextEdit).text != _user.bio:
		changes.set_bio((%Bio as TextEdit).text)
	if _is_avatar_changed and _avatar:
		changes.set_avatar_entry(_avatar)
	elif _is_avatar_changed:
		changes.clear_avatar_entry()
	saved.emit(changes)
