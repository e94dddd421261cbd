class_name NewDecisionRequest
extends RequestBody
## A moderator's decision; the person concerned is told the reason.
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
