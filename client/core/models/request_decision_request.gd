class_name RequestDecisionRequest
extends RequestBody
## The answer to a friend request.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_action(value: String) -> RequestDecisionRequest:
	fields["action"] = value
	return self
