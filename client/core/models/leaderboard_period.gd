class_name LeaderboardPeriod
## The span of time that a leaderboard counts.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const MONTH := "month"
const EVER := "ever"
const ALL: Array[String] = [
	MONTH,
	EVER,
]
