class_name AnimalsApi
extends ResourceApi
## Animals and the tree of life; no sign-in is needed.


## An `AnimalDetails`.
func animal(animal_id: String) -> ApiResult:
	var spec := RequestSpec.read(_path(animal_id)).anonymous()
	return await _http.send(spec, AnimalDetails.from_json)


## A `Lineage`.
func lineage(animal_id: String) -> ApiResult:
	var spec := RequestSpec.read(_path(animal_id) + "/lineage").anonymous()
	return await _http.send(spec, Lineage.from_json)


## A `FoundTaxonPage` of names that begin with a text.
func search_taxa(text: String, stop: Cancellation) -> ApiResult:
	var spec := RequestSpec.read("/api/v1/taxonomy/search", {"q": text}).anonymous()
	return await _http.send(spec.cancelled_by(stop), FoundTaxonPage.from_json)


func _path(animal_id: String) -> String:
	return "/api/v1/animals/%s" % animal_id.uri_encode()
