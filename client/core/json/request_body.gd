@abstract class_name RequestBody
extends RefCounted
## The body of a request: only fields that were set are sent.

var fields: Dictionary = {}
