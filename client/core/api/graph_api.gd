class_name GraphApi
extends ResourceApi
## The tree of what somebody, with friends or with everybody, has met.

const TREE := "/api/v1/graph/evolutionary-tree"


## An `AnimalTree`, whole.
func tree(mode: String, stop: Cancellation) -> ApiResult:
	var spec := RequestSpec.read(TREE, {"mode": mode})
	return await _http.send(spec.cancelled_by(stop), AnimalTree.from_json)


## The `NodesFound` by a name or words of it.
func search(mode: String, text: String, stop: Cancellation) -> ApiResult:
	var spec := RequestSpec.read(TREE + "/search", {"mode": mode, "q": text})
	return await _http.send(spec.cancelled_by(stop), NodesFound.from_json)
