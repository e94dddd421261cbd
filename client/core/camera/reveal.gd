class_name Reveal
extends RefCounted
## What there is to say of an animal that a photograph shows.

enum Kind { DISCOVERY, NEW, AGAIN, WIDER }

const SURE_FROM := 0.9
const LIKELY_FROM := 0.6

var kind: Kind
var candidate: Candidate
## Which of the job's candidates, or -1 for the one that the person named.
var index: int
## How many sightings of it are in the dex already.
var seen_before: int


## What nobody has photographed has no number yet. What a person named is no discovery.
static func of(animal: Candidate, position: int, sightings: int) -> Reveal:
	var result := Reveal.new()
	result.candidate = animal
	result.index = position
	result.seen_before = sightings
	if animal.rank not in [Rank.SPECIES, Rank.SUBSPECIES]:
		result.kind = Kind.WIDER
	elif sightings > 0:
		result.kind = Kind.AGAIN
	elif position >= 0 and animal.creation_index < 0:
		result.kind = Kind.DISCOVERY
	else:
		result.kind = Kind.NEW
	return result


func is_named_by_person() -> bool:
	return index < 0


func name() -> String:
	return candidate.common_name if candidate.common_name else candidate.scientific_name


## "94% sure"; empty for what a person named.
func confidence() -> String:
	if is_named_by_person():
		return ""
	var percent: int = roundi(candidate.confidence * 100)
	if candidate.confidence >= SURE_FROM:
		return tr("%d%% sure") % percent
	return tr("Quite likely, %d%%" if candidate.confidence >= LIKELY_FROM else "A guess, %d%%") % percent
