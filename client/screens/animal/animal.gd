extends Screen
## An animal: description, Red List category, who has met it, its place in the tree.

const IUCN_TEXT := "On the IUCN's Red List it is %s."


func open(params: Dictionary[String, String]) -> void:
	show_loading()
	var result: ApiResult = await Api.animals.animal(params["animal_id"])
	if not is_inside_tree():
		return
	if result.is_ok():
		show_animal(result.value)
	else:
		show_error(result.problem)
		(%State as PlaceState).acted.connect(open.bind(params), CONNECT_ONE_SHOT)


func show_loading() -> void:
	(%Content as Control).hide()
	(%State as Control).hide()


func show_error(problem: Problem) -> void:
	(%Content as Control).hide()
	(%State as Control).show()
	(%State as PlaceState).show_error("This animal did not load.", problem.sentence(), "Try again", problem.code)


func show_animal(animal: AnimalDetails) -> void:
	(%State as Control).hide()
	(%Content as Control).show()
	var animal_class: StringName = AnimalClass.of(animal.lineage)
	(%Silhouette as Silhouette).show_class(animal_class)
	(%Number as Label).text = "№ %03d" % animal.creation_index if animal.creation_index > 0 else ""
	(%Number as Label).theme_type_variation = StringName(animal_class + "Number")
	(%Name as Label).text = animal.common_name if animal.common_name else animal.scientific_name
	(%Scientific as Label).text = animal.scientific_name
	_show_facts(animal)
	(%Ladder as Ladder).show_lineage(animal.lineage, animal.scientific_name, animal.rank, animal.common_name)


func scroll_to_top() -> void:
	(%Scroll as ScrollContainer).scroll_vertical = 0


func _show_facts(animal: AnimalDetails) -> void:
	(%Sentence as Label).text = animal.sentence
	(%Sentence as Control).visible = animal.sentence != ""
	(%RedList as Control).visible = animal.iucn != ""
	(%Tag as RedListTag).show_category(animal.iucn)
	(%RedListText as Label).text = tr(IUCN_TEXT) % RedList.word(animal.iucn)
	var met: String = tr_n("Met by %d person", "Met by %d people", animal.popularity) % animal.popularity
	(%Met as ListRow).show_row(met, "Each of them has photographed it")
	(%Finder as Control).visible = animal.discoverer != null
	if animal.discoverer:
		var finder: String = animal.discoverer.username if animal.discoverer.username else tr("a player")
		(%Finder as ListRow).show_row(
			tr("Discovered by %s") % finder, Dates.day(animal.discovered_on) if animal.discovered_on else ""
		)
	(%Others as ListRow).show_row("Also called", ", ".join(animal.other_names))
	(%Others as Control).visible = not animal.other_names.is_empty()
