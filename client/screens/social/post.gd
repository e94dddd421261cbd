class_name Post
extends PanelContainer
## A friend's consecutive additions: one animal with its facts, or up to four animals.

## The heart of a post with one animal was pressed.
signal liked(entry: Entry)

const CARD := preload("res://components/cards/card_view.tscn")
const FACT := preload("res://screens/social/fact.tscn")
const MOST_CARDS := 4
const CARD_WIDTH := 168.0
## The part of a phone's width that a post's two cards do not fill.
const AROUND_CARDS := 72.0

var _group: NewsGroup
var _count: int = 0


func _ready() -> void:
	(%Like as Button).pressed.connect(func() -> void: liked.emit(_group.news[0].entry))
	(%Tree as Button).pressed.connect(_see_in_tree)
	(%More as Button).pressed.connect(_see_person)
	(%Said as Control).resized.connect(_fit_headline)


func show_group(group: NewsGroup) -> void:
	_group = group
	_count = group.news.size()
	var is_single: bool = _count == 1
	(%Avatar as Avatar).show_person(group.person)
	(%Name as Label).text = FriendWords.name(group.person)
	(%Headline as Label).text = FeedWords.headline(group)
	(%When as Label).text = FeedWords.when(group)
	(%Cards as GridContainer).columns = 1 if is_single else 2
	(%Side as Control).visible = is_single
	(%More as Button).text = tr("And %d more") % (_count - MOST_CARDS)
	(%More as Control).visible = _count > MOST_CARDS
	for news: News in group.news.slice(0, MOST_CARDS):
		_add_card(CardFace.of_entry(news.entry))
	if is_single:
		_show_facts(group.news[0])
		show_like()


func show_like() -> void:
	(%Like as LikeButton).show_like(_group.news[0].entry)


## Tells whether it shows the current state of a group.
func shows(group: NewsGroup) -> bool:
	return _group == group and _count == group.news.size()


func _add_card(face: CardFace) -> void:
	var card: CardView = CARD.instantiate()
	var width: float = CARD_WIDTH
	if not Look.is_wide(self):
		width = minf(width, floorf((get_viewport_rect().size.x - AROUND_CARDS) / 2.0))
	card.custom_minimum_size = Vector2(width, CardView.height_for(width, Look.text_scale(self)))
	card.size_flags_horizontal = SIZE_SHRINK_BEGIN
	face.is_favorite = false
	face.texture = Store.images.in_memory(face.thumbnail_url)
	(%Cards as Container).add_child(card)
	card.show_face(face)
	card.opened.connect(func(opened: CardFace) -> void: Navigation.go(&"card", {"entry_id": opened.id}))
	if face.thumbnail_url and face.texture == null:
		face.texture = await Store.images.get_texture(face.thumbnail_url)
		if is_instance_valid(card):
			card.show_texture(face.texture)


func _show_facts(news: News) -> void:
	for told: PackedStringArray in FeedWords.facts(news):
		var fact: Fact = FACT.instantiate()
		(%Facts as Container).add_child(fact)
		fact.show_fact(told[0], told[1])


## Puts the headline beside the name if both fit, else below it.
func _fit_headline() -> void:
	var width: float = _text_width(%Name) + _text_width(%Headline) + 8.0
	(%Said as BoxContainer).vertical = width > (%Said as Control).size.x


func _text_width(label: Label) -> float:
	var font: Font = label.get_theme_font(&"font")
	return font.get_string_size(label.text, HORIZONTAL_ALIGNMENT_LEFT, -1, label.get_theme_font_size(&"font_size")).x


func _see_in_tree() -> void:
	Navigation.go(&"tree", {"node": _group.news[0].entry.animal.id})


func _see_person() -> void:
	Navigation.go(&"person", {"user_id": _group.person.id})
