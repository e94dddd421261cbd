class_name NodeFound
extends NodeName
## A node that was found, with the way to it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var path: Array[NodeName]


static func from_json(json: Dictionary) -> NodeFound:
	var result := NodeFound.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	path.assign(Model.objects(json.get("path"), NodeName.from_json))
