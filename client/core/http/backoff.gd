class_name Backoff
extends RefCounted
## How long to wait before a request is sent again: exponential with full jitter
## (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).

const ATTEMPTS := 4
const FIRST_SECONDS := 0.5
const LONGEST_SECONDS := 8.0
const TEMPORARY: Array[int] = [429, 502, 503, 504]
## Longer waits are shown to the person, as a countdown.
const LONGEST_SILENT_WAIT := 5


static func may_repeat(spec: RequestSpec, response: HttpResponse, attempt: int) -> bool:
	if attempt >= ATTEMPTS or not spec.is_repeatable():
		return false
	if response.failure:
		return response.failure != Problem.CANCELLED
	var asked: int = response.header("retry-after").to_int()
	return response.status in TEMPORARY and asked <= LONGEST_SILENT_WAIT


## Seconds before the next attempt; `attempt` counts those before, `dice` is a random number from 0 to 1.
static func seconds(attempt: int, response: HttpResponse, dice: float) -> float:
	var asked: float = response.header("retry-after").to_float()
	var ceiling: float = minf(LONGEST_SECONDS, FIRST_SECONDS * pow(2.0, attempt - 1))
	return maxf(asked, ceiling * dice)
