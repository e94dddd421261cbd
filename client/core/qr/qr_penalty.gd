class_name QrPenalty
## The penalty of a masked QR code: ISO/IEC 18004, 7.8.3. The smallest is the best.

const RUN := 3
const BLOCK := 3
const FINDER_LIKE := 40
const BALANCE := 10
## A finder's bars with four light modules before or after them, as bits.
const FINDERS: Array[int] = [0b00001011101, 0b10111010000]
const FINDER_BITS := 11


static func of(dark: PackedByteArray, size: int) -> int:
	var result: int = _balance(dark)
	for line: int in size:
		result += _lines(dark, size, line * size, 1)
		result += _lines(dark, size, line, size)
	for y: int in size - 1:
		for x: int in size - 1:
			var at: int = y * size + x
			var sum: int = dark[at] + dark[at + 1] + dark[at + size] + dark[at + size + 1]
			result += BLOCK if sum % 4 == 0 else 0
	return result


## Runs of five or more modules of one tone, and finder-like patterns, in a row or a column.
static func _lines(dark: PackedByteArray, size: int, start: int, step: int) -> int:
	var result: int = 0
	var run: int = 0
	var bits: int = 0
	for index: int in size:
		var tone: int = dark[start + index * step]
		run = run + 1 if index > 0 and tone == dark[start + (index - 1) * step] else 1
		if run >= 5:
			result += RUN if run == 5 else 1
		bits = (bits << 1 | tone) & ((1 << FINDER_BITS) - 1)
		if index >= FINDER_BITS - 1 and bits in FINDERS:
			result += FINDER_LIKE
	return result


## Ten for each five percent by which the dark modules differ from half.
static func _balance(dark: PackedByteArray) -> int:
	var count: int = dark.count(1)
	return absi(count * 20 - dark.size() * 10) / dark.size() * BALANCE
