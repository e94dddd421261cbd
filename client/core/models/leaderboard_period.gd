class_name LeaderboardPeriod
## The span of time that a leaderboard counts.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const MONTH := "month"
const EVER := "ever"
const ALL: Array[String] = [
	MONTH,
	EVER,
]
