class_name Avatar
extends PanelContainer
## A person's picture, round; their initial until it has loaded.


func show_person(person: PersonCard) -> void:
	(%Initial as Label).text = FriendWords.name(person).left(1).to_upper()
	show_picture(Store.images.in_memory(person.avatar_url))
	if person.avatar_url and not (%Picture as PictureView).texture:
		var texture: Texture2D = await Store.images.get_texture(person.avatar_url)
		if is_inside_tree():
			show_picture(texture)


func show_picture(texture: Texture2D) -> void:
	(%Picture as PictureView).texture = texture
	(%Picture as Control).visible = texture != null
