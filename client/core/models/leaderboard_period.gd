class_name LeaderboardPeriod
## The period that a leaderboard covers.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const MONTH := "month"
const EVER := "ever"
const ALL: Array[String] = [
	MONTH,
	EVER,
]
