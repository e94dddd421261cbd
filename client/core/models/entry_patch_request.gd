class_name EntryPatchRequest
extends RequestBody
## Changes to an entry, including its animal, to refine or correct it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_visibility(value: String) -> EntryPatchRequest:
	fields["visibility"] = value
	return self


func set_geoprivacy(value: String) -> EntryPatchRequest:
	fields["geoprivacy"] = value
	return self


func set_place(value: Place) -> EntryPatchRequest:
	fields["place"] = value.to_json()
	return self


func clear_place() -> EntryPatchRequest:
	fields["place"] = null
	return self


func set_notes(value: String) -> EntryPatchRequest:
	fields["notes"] = value
	return self


func clear_notes() -> EntryPatchRequest:
	fields["notes"] = null
	return self


func set_caught_at(value: String) -> EntryPatchRequest:
	fields["caught_at"] = value
	return self


func clear_caught_at() -> EntryPatchRequest:
	fields["caught_at"] = null
	return self


func set_wild(value: bool) -> EntryPatchRequest:
	fields["wild"] = value
	return self


func clear_wild() -> EntryPatchRequest:
	fields["wild"] = null
	return self


func set_customizations(value: Customizations) -> EntryPatchRequest:
	fields["customizations"] = value.to_json()
	return self


func set_primary_picture(value: String) -> EntryPatchRequest:
	fields["primary_picture"] = value
	return self


func clear_primary_picture() -> EntryPatchRequest:
	fields["primary_picture"] = null
	return self


func set_animal_id(value: String) -> EntryPatchRequest:
	fields["animal_id"] = value
	return self


func clear_animal_id() -> EntryPatchRequest:
	fields["animal_id"] = null
	return self


func set_name(value: String) -> EntryPatchRequest:
	fields["name"] = value
	return self


func clear_name() -> EntryPatchRequest:
	fields["name"] = null
	return self
