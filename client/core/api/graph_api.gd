class_name GraphApi
extends ResourceApi
## The tree of what somebody, their friends or everybody have met.

const TREE := "/api/v1/graph/evolutionary-tree"

## A depth: all levels.
const ALL := -1


## The `AnimalTree` of a node and what is below it, down to a depth.
func branch(whose: WhoseTree, root: String, depth: int, stop: Cancellation) -> ApiResult:
	var query: Dictionary = whose.query()
	query["root"] = root if root != TreeParts.LIFE else null
	query["depth"] = depth if depth != ALL else null
	var spec := RequestSpec.read(TREE, query)
	return await _http.send(spec.cancelled_by(stop), AnimalTree.from_json)


## The `NodesFound` by a name or words of it.
func search(whose: WhoseTree, text: String, stop: Cancellation) -> ApiResult:
	var spec := RequestSpec.read(TREE + "/search", whose.query().merged({"q": text}))
	return await _http.send(spec.cancelled_by(stop), NodesFound.from_json)
