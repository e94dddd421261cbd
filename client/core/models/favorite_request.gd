class_name FavoriteRequest
extends RequestBody
## Whether an entry is a favorite; null toggles it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_favorite(value: bool) -> FavoriteRequest:
	fields["favorite"] = value
	return self
