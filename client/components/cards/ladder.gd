class_name Ladder
extends VBoxContainer
## The place of an animal in the tree of life, from its class down, a step for each rank.

const SHOWN: Array[String] = [Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS, Rank.SPECIES, Rank.SUBSPECIES]
const STEP := preload("res://components/cards/ladder_step.tscn")


func show_lineage(lineage: Array[Taxon], scientific_name: String, rank: String, common_name: String) -> void:
	var taxa: Array[Taxon] = lineage.duplicate()
	if taxa.is_empty() or taxa[taxa.size() - 1].name != scientific_name:
		var itself := NamedTaxon.new()
		itself.name = scientific_name
		itself.rank = rank
		itself.common_name = common_name
		taxa.append(itself)
	for old: Node in get_children():
		remove_child(old)
		old.queue_free()
	var steps: Array[Taxon] = taxa.filter(func(taxon: Taxon) -> bool: return taxon.rank in SHOWN)
	for index: int in steps.size():
		var step: LadderStep = STEP.instantiate()
		add_child(step)
		step.show_step(steps[index], index, index == steps.size() - 1, AnimalClass.of(taxa))
