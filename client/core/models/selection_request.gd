class_name SelectionRequest
extends RequestBody
## The candidate that the person took; none of them when the index is null.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_animal_index(value: int) -> SelectionRequest:
	fields["animal_index"] = value
	return self
