class_name NodesFound
extends RefCounted
## The nodes that were found, the best known first.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[NodeFound]


static func from_json(json: Dictionary) -> NodesFound:
	var result := NodesFound.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), NodeFound.from_json))
