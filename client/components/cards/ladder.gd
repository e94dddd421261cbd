class_name Ladder
extends VBoxContainer
## Where an animal stands in the tree of life: from its class down to itself, a step a rank.

const SHOWN: Array[String] = [Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS, Rank.SPECIES, Rank.SUBSPECIES]
const STEP := preload("res://components/cards/ladder_step.tscn")


func show_lineage(taxa: Array[Taxon]) -> void:
	for old: Node in get_children():
		remove_child(old)
		old.queue_free()
	var steps: Array[Taxon] = taxa.filter(func(taxon: Taxon) -> bool: return taxon.rank in SHOWN)
	for index: int in steps.size():
		var step: LadderStep = STEP.instantiate()
		add_child(step)
		step.show_step(steps[index], index, index == steps.size() - 1, AnimalClass.of(taxa))
