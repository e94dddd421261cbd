@abstract class_name ResourceApi
extends RefCounted
## The calls of one resource.

var _http: HttpApi


func _init(http: HttpApi) -> void:
	_http = http
