class_name BadgeProgress
extends RefCounted
## The progress towards a badge.

const ANIMALS: Array[int] = [3, 15, 30, 50, 75, 100, 125, 150]
const OF_A_CLASS := 10
const DAYS := 7
const SHOWN := 4

var id: String
var have: int
var need: int


static func of(badge_id: String, has_now: int, needs: int) -> BadgeProgress:
	var result := BadgeProgress.new()
	result.id = badge_id
	result.have = has_now
	result.need = needs
	return result


func share() -> float:
	return clampf(have / float(need), 0.0, 1.0)


## "7 of 10".
func told() -> String:
	return TranslationServer.translate("%d of %d") % [have, need]


## The badges that come next, the nearest first.
static func next(stats: Stats) -> Array[BadgeProgress]:
	var open: Array[BadgeProgress] = [BadgeProgress.of("streak-%d" % DAYS, stats.streak, DAYS), _animals(stats)]
	for name: String in stats.classes:
		open.append(BadgeProgress.of("class-%d-%s" % [OF_A_CLASS, name], int(stats.classes[name]), OF_A_CLASS))
	open.append(BadgeProgress.of("discovery-1", stats.discoveries, 1))
	open = open.filter(func(one: BadgeProgress) -> bool: return one.have < one.need and not stats.badges.has(one.id))
	open.sort_custom(func(a: BadgeProgress, b: BadgeProgress) -> bool: return a.share() > b.share())
	return open.slice(0, SHOWN)


static func _animals(stats: Stats) -> BadgeProgress:
	for needed: int in ANIMALS:
		if stats.animals < needed:
			return BadgeProgress.of("animals-%d" % needed, stats.animals, needed)
	return BadgeProgress.of("animals-%d" % ANIMALS[-1], stats.animals, ANIMALS[-1])
