extends CameraPart
## The person names the animal, or gives the model a hint.


func _ready() -> void:
	(%Finder as NameFinder).chosen.connect(func(name: String) -> void: flow.correct(name))
	(%LookAgain as Button).pressed.connect(_look_again)
	(%Back as Button).pressed.connect(func() -> void: flow.stop_correcting())


func refresh() -> void:
	(%LookAgain as Button).disabled = flow.is_busy
	(%Back as Control).visible = not flow.job.candidates.is_empty()


## The model's own candidates stand first.
func show_candidates(candidates: Array[Candidate]) -> void:
	var names: Array[FoundTaxon] = []
	for candidate: Candidate in candidates:
		var taxon := FoundTaxon.new()
		taxon.name = candidate.scientific_name
		taxon.rank = candidate.rank
		taxon.common_name = candidate.common_name
		taxon.animal_class = candidate.animal_class
		names.append(taxon)
	(%Finder as NameFinder).show_names(names)


func _look_again() -> void:
	flow.look_again((%Hint as Field).input.text.strip_edges())
