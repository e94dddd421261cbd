class_name DexFilter
extends RefCounted
## Which cards of a dex are shown; empty fields match everything.

enum Wild { ANY, WILD, KEPT }

const MONTH_LENGTH := 7

var text: String
var animal_class: String
var order: String
var family: String
var favorites_only: bool = false
var wild := Wild.ANY
## One of `Visibility`.
var visibility: String
## "2026-05".
var month: String


func matches(card: DexCard) -> bool:
	return (
		_is_or_any(animal_class, card.animal_class())
		and _is_or_any(order, card.taxon(Rank.ORDER))
		and _is_or_any(family, card.taxon(Rank.FAMILY))
		and (not favorites_only or card.is_favorite())
		and card.sightings.any(_matches_sighting)
		and TextSearch.matches(text, card)
	)


## The number of active filters, not counting the text.
func count() -> int:
	var words: int = (
		[animal_class, order, family, visibility, month]
		. filter(func(word: String) -> bool: return not word.is_empty())
		. size()
	)
	return words + int(favorites_only) + int(wild != Wild.ANY)


func is_empty() -> bool:
	return text.is_empty() and count() == 0


func to_state() -> Dictionary:
	return {
		"text": text,
		"class": animal_class,
		"order": order,
		"family": family,
		"favorites": favorites_only,
		"wild": wild,
		"visibility": visibility,
		"month": month,
	}


static func from_state(state: Dictionary) -> DexFilter:
	var result := DexFilter.new()
	result.text = Model.text(state.get("text"))
	result.animal_class = Model.text(state.get("class"))
	result.order = Model.text(state.get("order"))
	result.family = Model.text(state.get("family"))
	result.favorites_only = Model.boolean(state.get("favorites"))
	result.wild = clampi(Model.integer(state.get("wild")), 0, Wild.size() - 1) as Wild
	result.visibility = Model.text(state.get("visibility"))
	result.month = Model.text(state.get("month"))
	return result


func _matches_sighting(entry: Entry) -> bool:
	if wild != Wild.ANY and entry.wild != (wild == Wild.WILD):
		return false
	return _is_or_any(visibility, entry.visibility) and _is_or_any(month, SightingTime.local(entry).left(MONTH_LENGTH))


static func _is_or_any(wanted: String, value: String) -> bool:
	return wanted.is_empty() or wanted == value
