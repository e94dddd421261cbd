extends Screen
## A badge: its seal, and its date or the progress towards it.

var _id: String


func _ready() -> void:
	(%Share as Button).pressed.connect(func() -> void: SharedPicture.share_badge(self, _id, (%When as Label).text))


func open(params: Dictionary[String, String]) -> void:
	_id = params["badge_id"]
	show_badge(_id, "", 1.0, "")
	var result: ApiResult = await Api.dex.stats()
	if is_inside_tree() and result.is_ok():
		_show_stats(_id, result.value)


func show_badge(id: String, day: String, share: float, told: String) -> void:
	var look := BadgeLook.of(id)
	(%Seal as SealView).look = look
	(%Seal as SealView).progress = share
	(%Name as Label).text = look.name
	(%When as Label).text = day if day else told
	(%Way as Label).text = look.done if day else look.way
	(%Share as Control).visible = day != ""


func close_layer() -> bool:
	return Layers.of(self).close()


func _show_stats(id: String, stats: Stats) -> void:
	if stats.badges.has(id):
		show_badge(id, Dates.day(stats.badges[id]), 1.0, "")
		return
	for badge: BadgeProgress in BadgeProgress.next(stats):
		if badge.id == id:
			show_badge(id, "", badge.share(), badge.told())
			return
	show_badge(id, "", 0.0, "Not earned yet")
