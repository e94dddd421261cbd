class_name PlayerCard
extends PanelContainer
## A person's card: picture, name, bio, numbers.

const PICTURE := 84.0
const PICTURE_WIDE := 96.0

## How many numbers are shown.
var _count: int = 0


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


func _ready() -> void:
	_fit()


func show_person(name: String, username: String, bio: String, since: String) -> void:
	(%Name as Label).text = name if name else username
	(%Initial as Label).text = (%Name as Label).text.left(1).to_upper()
	(%Username as Label).text = username
	(%Bio as Label).text = bio
	(%Bio as Control).visible = bio != ""
	(%Since as Label).text = tr("since %s") % Dates.month(since) if since else ""


func show_picture(texture: Texture2D) -> void:
	(%Picture as PictureView).texture = texture
	(%Initial as Control).visible = texture == null


func show_stats(stats: Stats) -> void:
	_show_numbers(
		{
			tr_n("animal", "animals", stats.animals): stats.animals,
			tr_n("sighting", "sightings", stats.catches): stats.catches,
			tr_n("discovery", "discoveries", stats.discoveries): stats.discoveries,
			tr("day streak"): stats.streak,
		}
	)


## Shows the numbers of a friend; null hides them.
func show_overview(overview: FriendOverview) -> void:
	var numbers: Dictionary[String, int] = {}
	if overview:
		numbers = {
			tr_n("animal", "animals", overview.animals): overview.animals,
			tr_n("sighting", "sightings", overview.catches): overview.catches,
			tr_n("class", "classes", overview.classes.size()): overview.classes.size(),
		}
	_show_numbers(numbers)


func _show_numbers(numbers: Dictionary[String, int]) -> void:
	_count = numbers.size()
	_fit()
	(%Line as Control).visible = not numbers.is_empty()
	var parts: Array[Node] = (%Stats as Container).get_children()
	for index: int in parts.size():
		var is_told: bool = index < numbers.size()
		(parts[index] as Control).visible = is_told
		if is_told:
			(parts[index].get_child(0) as Label).text = str(numbers.values()[index])
			(parts[index].get_child(1) as Label).text = numbers.keys()[index]


func _fit() -> void:
	(%Stats as GridContainer).columns = clampi(_count, 1, 2 if Look.has_large_text(self) else 4)
	(%Picture as Control).custom_minimum_size = Vector2.ONE * (PICTURE_WIDE if Look.is_wide(self) else PICTURE)
