class_name FavoriteRequest
extends RequestBody
## Whether an entry is a favorite; null toggles it.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_favorite(value: bool) -> FavoriteRequest:
	fields["favorite"] = value
	return self
