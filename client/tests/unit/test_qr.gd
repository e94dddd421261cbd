extends TestCase
## QR codes; a pytest decodes whole ones with an independent reader.


func test_codewords_are_those_of_the_standard() -> void:
	# "HELLO" in bytes, version 1-M, checked with an independent encoder.
	var words: PackedByteArray = QrCode.codewords("HELLO".to_utf8_buffer(), QrCode.VERSIONS[0])
	expect_equal(words.slice(0, 8).hex_encode(), "40548454c4c4f0ec")
	expect_equal(words.size(), 26)


func test_corrections_leave_no_remainder() -> void:
	var bytes: PackedByteArray = "cerulean city".to_utf8_buffer()
	var whole: PackedByteArray = bytes + ReedSolomon.remainder(bytes, 16)
	expect_equal(ReedSolomon.remainder(whole, 16).count(0), 16)


func test_the_smallest_version_that_fits_is_taken() -> void:
	for known: Vector2i in [Vector2i(14, 21), Vector2i(15, 25), Vector2i(62, 33), Vector2i(106, 41)]:
		expect_equal(QrCode.of("a".repeat(known.x)).size, known.y)


func test_what_is_too_long_has_none() -> void:
	expect(QrCode.of("a".repeat(107)) == null, "107 bytes")


func test_finders_stand_in_three_corners() -> void:
	var code: QrCode = QrCode.of("https://example.org/#/f/K7QDM4XP")
	for corner: Vector2i in [Vector2i.ZERO, Vector2i(code.size - 7, 0), Vector2i(0, code.size - 7)]:
		expect(code.is_dark(corner.x + 3, corner.y + 3), "the middle")
		expect(not code.is_dark(corner.x + 1, corner.y + 1), "its ring")


func test_a_picture_has_a_light_border() -> void:
	var code: QrCode = QrCode.of("a")
	var image: Image = code.image(Color.BLACK)
	expect_equal(image.get_width(), code.size + 8)
	expect_equal(image.get_pixel(3, 3), Color.WHITE)
	expect_equal(image.get_pixel(4, 4), Color.BLACK)


func test_a_code_is_prussian_and_contrasts_with_white_in_both_themes() -> void:
	for path: String in [Look.LIGHT, Look.DARK]:
		var panel: QrPanel = adopt(QrPanel.new())
		panel.theme = load(path)
		panel.show_text("https://example.org/#/f/K7QDM4XP")
		var ink: Color = (panel.get(&"_texture") as Texture2D).get_image().get_pixel(4, 4)
		var contrast: float = 1.05 / (ink.srgb_to_linear().get_luminance() + 0.05)
		expect(contrast > 15.0, "a contrast of %.1f" % contrast)
		expect(ink.b > ink.r * 3.0, "blue: %s" % ink)


func test_runs_and_blocks_cost() -> void:
	var light: PackedByteArray = []
	light.resize(25)
	# Ten runs of five, sixteen blocks, and no dark module at all.
	expect_equal(QrPenalty.of(light, 5), 10 * 3 + 16 * 3 + 100)
