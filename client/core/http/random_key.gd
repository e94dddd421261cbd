class_name RandomKey
## Unique random keys, for requests that must have one effect only.


static func make() -> String:
	return Crypto.new().generate_random_bytes(16).hex_encode()
