class_name FriendRequest
extends RequestBody
## A friend request, naming the other person in one of three ways.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_friend_code(value: String) -> FriendRequest:
	fields["friend_code"] = value
	return self


func set_user_id(value: String) -> FriendRequest:
	fields["user_id"] = value
	return self


func set_username(value: String) -> FriendRequest:
	fields["username"] = value
	return self
