class_name SelectionRequest
extends RequestBody
## The candidate that the person chose; a null index means none of them.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_animal_index(value: int) -> SelectionRequest:
	fields["animal_index"] = value
	return self
