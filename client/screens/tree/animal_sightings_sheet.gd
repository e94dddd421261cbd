class_name AnimalSightingsSheet
extends VBoxContainer
## All sightings of an animal with their owners, the most liked first.

const ROW := preload("res://components/cards/person_row.tscn")


func open(node: TreeNode) -> void:
	var sightings := AnimalSightings.new(Api)
	sightings.changed.connect(show_sightings.bind(sightings))
	(%Title as Label).text = node.common_name if node.common_name else node.scientific_name
	await sightings.load(node, Store.dex.card(node.animal_id), Session.user, Store.circle.friends)


func show_sightings(sightings: AnimalSightings) -> void:
	if not is_inside_tree():
		return
	for old: Node in (%Rows as Container).get_children():
		(%Rows as Container).remove_child(old)
		old.queue_free()
	for sighting: AnimalSightings.Sighting in sightings.items:
		_add(sighting)
	(%State as Label).visible = sightings.is_loading or sightings.problem != null
	(%State as Label).text = sightings.problem.sentence() if sightings.problem else "Asking your friends …"


func _add(sighting: AnimalSightings.Sighting) -> void:
	var row: PersonRow = ROW.instantiate()
	(%Rows as Container).add_child(row)
	var parts: PackedStringArray = [Dates.of_sighting(sighting.entry)]
	if sighting.entry.likes > 0:
		parts.append(Likes.told(sighting.entry.likes))
	row.show_person(sighting.person, " · ".join(parts))
	row.pressed.connect(Navigation.go.bind(&"card", {"entry_id": sighting.entry.id}))
