class_name AnimalTree
extends RefCounted
## A tree with the place of every node, or what of it lies in a chunk.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var version: String
var nodes: Array[TreeNode]
var edges: Array[TreeEdge]
var bounds: TreeBounds


static func from_json(json: Dictionary) -> AnimalTree:
	var result := AnimalTree.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	version = Model.text(json.get("version"))
	nodes.assign(Model.objects(json.get("nodes"), TreeNode.from_json))
	edges.assign(Model.objects(json.get("edges"), TreeEdge.from_json))
	bounds = Model.object(json.get("bounds"), TreeBounds.from_json)
