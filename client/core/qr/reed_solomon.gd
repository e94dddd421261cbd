class_name ReedSolomon
## The error correction of QR codes: ISO/IEC 18004, 7.5.2, over GF(256) with the polynomial 0x11D.

const POLYNOMIAL := 0x11D


## The `count` error correction codewords of some bytes.
static func remainder(bytes: PackedByteArray, count: int) -> PackedByteArray:
	var divisor: PackedByteArray = _divisor(count)
	var result: PackedByteArray = []
	result.resize(count)
	for byte: int in bytes:
		var factor: int = byte ^ result[0]
		result.remove_at(0)
		result.append(0)
		for index: int in count:
			result[index] ^= _multiply(divisor[index], factor)
	return result


## The product of `x - 2^i` for i under `degree`, from the highest power down, without the leading one.
static func _divisor(degree: int) -> PackedByteArray:
	var result: PackedByteArray = []
	result.resize(degree)
	result[degree - 1] = 1
	var root: int = 1
	for _step: int in degree:
		for index: int in degree:
			result[index] = _multiply(result[index], root)
			if index + 1 < degree:
				result[index] ^= result[index + 1]
		root = _multiply(root, 2)
	return result


static func _multiply(left: int, right: int) -> int:
	var product: int = 0
	for bit: int in range(7, -1, -1):
		product = (product << 1) ^ ((product >> 7) * POLYNOMIAL)
		product ^= ((right >> bit) & 1) * left
	return product
