class_name DeleteSheet
extends VBoxContainer
## The deletion of the account: what is lost, the username, the password.

var _binder: FormBinder


func _ready() -> void:
	(%Keep as Button).pressed.connect(func() -> void: Layers.of(self).close())
	bind(DeleteAccountForm.new(Session))
	if Store.dex:
		show_losses(Store.dex.animal_count(), Store.dex.photo_count(), Store.circle.friends.size())


func bind(form: DeleteAccountForm) -> void:
	_binder = FormBinder.new(form, {"username": %Username, "password": %Password})
	_binder.with_button(%Submit, "Deleting …").with_notice(%Notice, %NoticeText)
	_binder.show_form()


## Lists what is lost.
func show_losses(animals: int, photos: int, friendships: int) -> void:
	var losses: PackedStringArray = [
		tr_n("%d animal", "%d animals", animals) % animals,
		tr_n("%d photo", "%d photos", photos) % photos,
		tr_n("%d friendship", "%d friendships", friendships) % friendships,
	]
	(%Losses as Label).text = tr("%s. What you discovered stays in the tree, without your name.") % ", ".join(losses)
