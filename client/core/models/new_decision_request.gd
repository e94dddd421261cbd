class_name NewDecisionRequest
extends RequestBody
## A decision of a moderator; its reason is told to the person whom it concerns.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_action(value: String) -> NewDecisionRequest:
	fields["action"] = value
	return self


func set_reason(value: String) -> NewDecisionRequest:
	fields["reason"] = value
	return self


func set_animal_id(value: String) -> NewDecisionRequest:
	fields["animal_id"] = value
	return self
