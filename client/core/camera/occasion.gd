class_name Occasion
extends RefCounted
## Where and when a photograph was taken, as far as its person says; the photograph itself says the rest.

## null also if the person says that there is none.
var place: Place
var has_place: bool = false
## RFC 3339; empty if the person does not say.
var time: String


static func from_json(json: Dictionary) -> Occasion:
	var result := Occasion.new()
	var where: Dictionary = Model.dictionary(json.get("place"))
	result.place = Place.from_json(where) if where else null
	result.has_place = Model.boolean(json.get("has_place"))
	result.time = Model.text(json.get("time"))
	return result


func to_json() -> Dictionary:
	return {"place": place.to_json() if place else {}, "has_place": has_place, "time": time}


## `when` is empty if only the place is said.
func say(where: Place, when: String) -> void:
	place = where
	has_place = true
	if when:
		time = when


func write_to(request: NewEntryRequest) -> void:
	if has_place:
		request.fields["place"] = place.to_json() if place else null
	if time:
		request.set_caught_at(time)
