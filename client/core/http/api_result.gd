class_name ApiResult
extends RefCounted
## The result of an API call: a value of the type that the call documents, or a problem.

var value: Variant
## null if the call succeeded.
var problem: Problem
var response: HttpResponse


static func of(what: Variant) -> ApiResult:
	var result := ApiResult.new()
	result.value = what
	return result


static func failed(why: Problem) -> ApiResult:
	var result := ApiResult.new()
	result.problem = why
	return result


func is_ok() -> bool:
	return problem == null
