class_name QrCode
extends RefCounted
## A text as a QR code of ISO/IEC 18004: bytes, versions 1 to 6, error correction of level M (15 %).

## By version: error correction codewords per block, blocks, bytes of text (table 9 and table 7).
const VERSIONS: Array[Vector3i] = [
	Vector3i(10, 1, 14),
	Vector3i(16, 1, 26),
	Vector3i(26, 1, 42),
	Vector3i(18, 2, 62),
	Vector3i(24, 2, 84),
	Vector3i(16, 4, 106),
]
## The light border that readers need, in modules.
const QUIET := 4
const BYTE_MODE := 0b0100
const LEVEL_M := 0b00
const PADDING: Array[int] = [0xEC, 0x11]
const MASKS := 8

## Modules per side, without the border.
var size: int

var _dark: PackedByteArray = []
## Modules that hold no data: finders, timing, alignment, format.
var _is_fixed: PackedByteArray = []


## The code of a text; null if it has more than 106 bytes.
static func of(text: String) -> QrCode:
	var bytes: PackedByteArray = text.to_utf8_buffer()
	for index: int in VERSIONS.size():
		if bytes.size() <= VERSIONS[index].z:
			var code := QrCode.new()
			code._draw(index + 1, codewords(bytes, VERSIONS[index]))
			return code
	return null


## The bytes with header and padding, in blocks with their error correction, interleaved.
static func codewords(bytes: PackedByteArray, version: Vector3i) -> PackedByteArray:
	var data: PackedByteArray = _padded(bytes, version.z + 2)
	var length: int = data.size() / version.y
	var blocks: Array[PackedByteArray] = []
	var corrections: Array[PackedByteArray] = []
	for block: int in version.y:
		blocks.append(data.slice(block * length, (block + 1) * length))
		corrections.append(ReedSolomon.remainder(blocks[block], version.x))
	return _interleaved(blocks) + _interleaved(corrections)


func is_dark(x: int, y: int) -> bool:
	return _dark[y * size + x] == 1


## The code in an ink on white, one pixel per module, with its border.
func image(ink: Color) -> Image:
	var result := Image.create_empty(size + 2 * QUIET, size + 2 * QUIET, false, Image.FORMAT_RGB8)
	result.fill(Color.WHITE)
	for y: int in size:
		for x: int in size:
			if is_dark(x, y):
				result.set_pixel(x + QUIET, y + QUIET, ink)
	return result


## Mode, length, bytes and terminator, shifted by four bits; then padding.
static func _padded(bytes: PackedByteArray, length: int) -> PackedByteArray:
	var result: PackedByteArray = []
	var previous: int = bytes.size()
	result.append(BYTE_MODE << 4 | previous >> 4)
	for byte: int in bytes:
		result.append((previous & 15) << 4 | byte >> 4)
		previous = byte
	result.append((previous & 15) << 4)
	for index: int in length - result.size():
		result.append(PADDING[index % 2])
	return result


static func _interleaved(blocks: Array[PackedByteArray]) -> PackedByteArray:
	var result: PackedByteArray = []
	for index: int in blocks[0].size():
		for block: PackedByteArray in blocks:
			result.append(block[index])
	return result


func _draw(version: int, words: PackedByteArray) -> void:
	size = 17 + 4 * version
	_dark.resize(size * size)
	_is_fixed.resize(size * size)
	_draw_fixed(version)
	_draw_words(words)
	var best: int = 0
	var least: int = 1 << 31
	for mask: int in MASKS:
		_apply(mask)
		var penalty: int = QrPenalty.of(_dark, size)
		if penalty < least:
			least = penalty
			best = mask
		_apply(mask)
	_apply(best)


func _draw_fixed(version: int) -> void:
	for index: int in size:
		_fix(6, index, index % 2 == 0)
		_fix(index, 6, index % 2 == 0)
	for corner: Vector2i in [Vector2i(3, 3), Vector2i(size - 4, 3), Vector2i(3, size - 4)]:
		_draw_rings(corner, 4, [1, 1, 0, 1, 0])
	if version > 1:
		_draw_rings(Vector2i(size - 7, size - 7), 2, [1, 0, 1])
	_draw_format(0)


## Draws concentric squares around a module, dark or light by distance.
func _draw_rings(centre: Vector2i, radius: int, tones: Array[int]) -> void:
	for y: int in range(maxi(centre.y - radius, 0), mini(centre.y + radius + 1, size)):
		for x: int in range(maxi(centre.x - radius, 0), mini(centre.x + radius + 1, size)):
			_fix(x, y, tones[maxi(absi(x - centre.x), absi(y - centre.y))] == 1)


## Level and mask with their own error correction, twice (7.9.1).
func _draw_format(mask: int) -> void:
	var data: int = LEVEL_M << 3 | mask
	var rest: int = data
	for _step: int in 10:
		rest = (rest << 1) ^ ((rest >> 9) * 0x537)
	var bits: int = (data << 10 | rest) ^ 0x5412
	for index: int in 15:
		var tone: bool = bits >> index & 1 == 1
		var near: int = index if index < 6 else (index + 1 if index < 8 else 14 - index)
		if index < 8:
			_fix(8, near, tone)
			_fix(size - 1 - index, 8, tone)
		else:
			_fix(7 if index == 8 else near, 8, tone)
			_fix(8, size - 15 + index, tone)
	_fix(8, size - 8, true)


## Places the bits in pairs of columns from the right, alternately up and down (7.7.3).
func _draw_words(words: PackedByteArray) -> void:
	var bit: int = 0
	for pair: int in range(size - 1, 0, -2):
		var right: int = pair if pair > 6 else pair - 1
		for step: int in size:
			var is_upward: bool = (right + 1) & 2 == 0
			for x: int in [right, right - 1]:
				var at: int = (size - 1 - step if is_upward else step) * size + x
				if not _is_fixed[at] and bit < words.size() * 8:
					_dark[at] = words[bit >> 3] >> (7 - (bit & 7)) & 1
					bit += 1


## Inverts the modules of a mask; applying it twice restores them (7.8.2).
func _apply(mask: int) -> void:
	for y: int in size:
		for x: int in size:
			if not _is_fixed[y * size + x] and _is_masked(mask, x, y):
				_dark[y * size + x] ^= 1
	_draw_format(mask)


func _is_masked(mask: int, x: int, y: int) -> bool:
	var value: int = 0
	match mask:
		0:
			value = (x + y) % 2
		1:
			value = y % 2
		2:
			value = x % 3
		3:
			value = (x + y) % 3
		4:
			value = (x / 3 + y / 2) % 2
		5:
			value = x * y % 2 + x * y % 3
		6:
			value = (x * y % 2 + x * y % 3) % 2
		7:
			value = ((x + y) % 2 + x * y % 3) % 2
	return value == 0


func _fix(x: int, y: int, is_on: bool) -> void:
	_dark[y * size + x] = int(is_on)
	_is_fixed[y * size + x] = 1
