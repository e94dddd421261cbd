extends CameraPart
## There is no animal, it failed, or today's photographs are used up.


func _ready() -> void:
	(%Again as Button).pressed.connect(func() -> void: flow.look_again())
	(%NameIt as Button).pressed.connect(func() -> void: flow.name_it_oneself())
	(%Another as Button).pressed.connect(func() -> void: flow.another_photo())
	(%Keep as Button).pressed.connect(_keep)


func refresh() -> void:
	if flow.state == JobFlow.State.QUOTA_OVER:
		_show_quota()
	else:
		_show_outcome()


func _show_outcome() -> void:
	(%Headline as Label).text = flow.headline
	(%Text as Label).text = flow.detail
	(%Text as Label).visible = flow.detail != ""
	(%Code as Label).text = flow.job.error.code if flow.job and flow.job.error else ""
	(%Code as Label).visible = (%Code as Label).text != ""
	(%Again as Control).visible = flow.state == JobFlow.State.FAILED and flow.is_retryable
	(%NameIt as Control).visible = flow.has_picture()
	(%NameIt as Button).theme_type_variation = &"" if (%Again as Control).visible else &"Primary"
	(%Keep as Control).hide()
	var is_alone: bool = not (%Again as Control).visible and not (%NameIt as Control).visible
	(%Another as Button).theme_type_variation = &"Primary" if is_alone else &""


func _show_quota() -> void:
	(%Headline as Label).text = "That was today's last photo."
	var at: String = Dates.clock(Time.get_unix_time_from_system() + flow.quota.seconds_left)
	(%Text as Label).text = tr("More from %s. You can still name it yourself, or keep it for tomorrow.") % at
	(%Text as Label).show()
	(%Code as Control).hide()
	(%Again as Control).hide()
	(%NameIt as Control).visible = flow.has_picture() or flow.photo != null
	(%NameIt as Button).theme_type_variation = &"Primary"
	(%Keep as Control).visible = flow.photo != null


func _keep() -> void:
	if await flow.keep_for_later():
		Layers.of(self).toast("Kept on this device for tomorrow.")
	else:
		Layers.of(self).toast("This device is out of room. The photo is not kept.")
