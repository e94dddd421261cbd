class_name Candidate
extends PossibleAnimal
## An animal that the model sees on the photograph.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var box: Box
var alternatives: Array[PossibleAnimal]


static func from_json(json: Dictionary) -> Candidate:
	var result := Candidate.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	box = Model.object(json.get("box"), Box.from_json)
	alternatives.assign(Model.objects(json.get("alternatives"), PossibleAnimal.from_json))
