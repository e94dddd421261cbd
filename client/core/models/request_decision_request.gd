class_name RequestDecisionRequest
extends RequestBody
## The answer to a friend request.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_action(value: String) -> RequestDecisionRequest:
	fields["action"] = value
	return self
