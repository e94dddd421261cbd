class_name ProfileSheet
extends VBoxContainer
## What others see of oneself: name, words, and a picture out of one's own sightings.

signal saved(changes: MyChangesRequest)

const LONGEST_BIO := 300
const SHOWN := 12
const THUMBNAIL := preload("res://components/cards/thumbnail.tscn")

var _user: Me
var _avatar: String


func _ready() -> void:
	(%Save as Button).pressed.connect(_save)
	(%Bio as TextEdit).text_changed.connect(_on_bio_changed)


func show_user(user: Me) -> void:
	_user = user
	(%Name as Field).input.text = user.display_name
	(%Bio as TextEdit).text = user.bio
	_on_bio_changed()
	if Store.dex:
		_show_pictures(Store.dex.cards(DexFilter.new(), Dex.Sort.NEWEST))


func _show_pictures(cards: Array[DexCard]) -> void:
	for card: DexCard in cards.slice(0, SHOWN):
		if card.best.thumbnail_url:
			var thumbnail: Thumbnail = THUMBNAIL.instantiate()
			(%Pictures as Container).add_child(thumbnail)
			thumbnail.accessibility_name = card.name()
			thumbnail.pressed.connect(_choose.bind(thumbnail, card.best.id))
			thumbnail.show_texture(await Store.images.get_texture(card.best.thumbnail_url))
	(%PicturesPart as Control).visible = (%Pictures as Container).get_child_count() > 0


func _choose(chosen: Thumbnail, entry_id: String) -> void:
	_avatar = entry_id
	for thumbnail: Node in (%Pictures as Container).get_children():
		(thumbnail as Thumbnail).show_chosen(thumbnail == chosen)


func _on_bio_changed() -> void:
	var length: int = (%Bio as TextEdit).text.length()
	(%BioHint as Label).text = tr("%d of %d") % [length, LONGEST_BIO]
	(%Save as Button).disabled = length > LONGEST_BIO


func _save() -> void:
	var changes := MyChangesRequest.new()
	var name: String = (%Name as Field).input.text.strip_edges()
	if name and name != _user.display_name:
		changes.set_display_name(name)
	if (%Bio as TextEdit).text != _user.bio:
		changes.set_bio((%Bio as TextEdit).text)
	if _avatar:
		changes.set_avatar_entry(_avatar)
	saved.emit(changes)
