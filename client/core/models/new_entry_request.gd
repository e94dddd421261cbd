class_name NewEntryRequest
extends RequestBody
## A new entry: a candidate of a job, or an animal that the person names.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_visibility(value: String) -> NewEntryRequest:
	fields["visibility"] = value
	return self


func set_geoprivacy(value: String) -> NewEntryRequest:
	fields["geoprivacy"] = value
	return self


func set_place(value: Place) -> NewEntryRequest:
	fields["place"] = value.to_json()
	return self


func set_notes(value: String) -> NewEntryRequest:
	fields["notes"] = value
	return self


func set_caught_at(value: String) -> NewEntryRequest:
	fields["caught_at"] = value
	return self


func set_wild(value: bool) -> NewEntryRequest:
	fields["wild"] = value
	return self


func set_customizations(value: Customizations) -> NewEntryRequest:
	fields["customizations"] = value.to_json()
	return self


func set_primary_picture(value: String) -> NewEntryRequest:
	fields["primary_picture"] = value
	return self


func set_job_id(value: String) -> NewEntryRequest:
	fields["job_id"] = value
	return self


func set_animal_index(value: int) -> NewEntryRequest:
	fields["animal_index"] = value
	return self


func set_animal_id(value: String) -> NewEntryRequest:
	fields["animal_id"] = value
	return self


func set_name(value: String) -> NewEntryRequest:
	fields["name"] = value
	return self
