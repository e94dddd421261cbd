class_name DeleteSheet
extends VBoxContainer
## The end of an account: its username, its password, and what goes.

var _binder: FormBinder


func _ready() -> void:
	(%Keep as Button).pressed.connect(func() -> void: Layers.of(self).close())
	bind(DeleteAccountForm.new(Session))
	if Store.dex:
		show_losses(Store.dex.animal_count(), Store.dex.sighting_count())


func bind(form: DeleteAccountForm) -> void:
	_binder = FormBinder.new(form, {"username": %Username, "password": %Password})
	_binder.with_button(%Submit, "Deleting …").with_notice(%Notice, %NoticeText)
	_binder.show_form()


## Says what goes for good.
func show_losses(animals: int, sightings: int) -> void:
	(%Losses as Label).text = (
		tr("%d animals, %d sightings and their photos. What you discovered stays in the tree, without your name.")
		% [animals, sightings]
	)
