class_name RandomKey
## Keys that nobody else makes: for what must happen once.


static func make() -> String:
	return Crypto.new().generate_random_bytes(16).hex_encode()
