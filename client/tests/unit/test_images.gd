extends TestCase
## Pictures: from memory, from this device, from the API.

const FOLDER := "user://test_pictures"
const URL := "/media/e1/p1/thumb"
const REQUEST := "GET " + URL

var server: LocalServer
var cache: ImageCache


func before() -> void:
	DirAccess.make_dir_recursive_absolute(FOLDER)
	for name: String in DirAccess.get_files_at(FOLDER):
		DirAccess.remove_absolute(FOLDER.path_join(name))
	server = adopt(LocalServer.new())
	var api: ApiClient = adopt(ApiClient.new())
	api.connect_to(server.origin)
	api.credentials.keep("a", "r", 3600)
	cache = ImageCache.new()
	cache.api = api
	cache.disk = DiskCache.new(FOLDER, 100_000)
	adopt(cache)


func after() -> void:
	cache.clear()
	super()


func test_a_picture_comes_from_the_api_with_the_persons_token() -> void:
	server.answer_bytes(REQUEST, 200, _png(3))
	var texture: Texture2D = await cache.get_texture(URL)
	expect_equal(texture.get_size(), Vector2(3, 3))
	expect_equal(server.requests[0]["headers"]["authorization"], "Bearer a")


func test_the_second_time_it_comes_from_memory() -> void:
	server.answer_bytes(REQUEST, 200, _png(3))
	var first: Texture2D = await cache.get_texture(URL)
	expect(cache.in_memory(URL) == first, "in this very frame")
	await cache.get_texture(URL)
	expect_equal(server.requests.size(), 1)


func test_the_next_start_takes_it_from_the_device() -> void:
	server.answer_bytes(REQUEST, 200, _png(3))
	await cache.get_texture(URL)
	var next := ImageCache.new()
	next.disk = DiskCache.new(FOLDER, 100_000)
	next.api = cache.api
	adopt(next)
	expect(await next.get_texture(URL) != null, "a picture")
	expect_equal(server.requests.size(), 1)


func test_many_who_ask_at_once_share_a_load() -> void:
	server.answer_bytes(REQUEST, 200, _png(3))
	var textures: Array[Texture2D] = []
	for _index: int in 5:
		_load(URL, textures)
	await until(func() -> bool: return textures.size() == 5, "five answers")
	expect_equal(server.requests.size(), 1)
	expect(not textures.has(null), "all have it")


func test_what_is_refused_before_it_is_sent_is_no_picture() -> void:
	cache.api.credentials.clear()
	var textures: Array[Texture2D] = []
	_load(URL, textures)
	await until(func() -> bool: return textures.size() == 1, "an answer")
	expect_equal(textures, [null])


func test_at_most_one_is_decoded_a_frame() -> void:
	var textures: Array[Texture2D] = []
	for index: int in 4:
		server.answer_bytes("GET /media/%d" % index, 200, _png(2))
		cache.disk.write("/media/%d" % index, _png(2))
	for index: int in 4:
		_load("/media/%d" % index, textures)
	for frame: int in 4:
		var before_it: int = textures.size()
		await root.get_tree().process_frame
		expect(textures.size() - before_it <= 1, "frame %d" % frame)
	await until(func() -> bool: return textures.size() == 4, "all four")


func test_what_is_no_picture_is_none() -> void:
	server.answer_bytes(REQUEST, 200, "<html> not a picture at all".to_utf8_buffer())
	expect_equal(await cache.get_texture(URL), null)


func test_what_is_not_there_is_none() -> void:
	server.problem(REQUEST, 404, ProblemCode.NOT_FOUND)
	expect_equal(await cache.get_texture(URL), null)


func test_no_url_is_no_picture() -> void:
	expect_equal(await cache.get_texture(""), null)
	expect_equal(server.requests.size(), 0)


func test_a_failed_load_is_tried_again_when_asked_again() -> void:
	server.problem(REQUEST, 404, ProblemCode.NOT_FOUND)
	await cache.get_texture(URL)
	server.answers.clear()
	server.answer_bytes(REQUEST, 200, _png(3))
	expect(await cache.get_texture(URL) != null, "a picture")


func test_after_a_sign_out_nothing_is_left() -> void:
	server.answer_bytes(REQUEST, 200, _png(3))
	await cache.get_texture(URL)
	cache.clear()
	expect_equal(cache.in_memory(URL), null)
	expect_equal(cache.size_on_device(), 0)
	LocalFile.sweep(FOLDER)
	expect_equal(DirAccess.get_files_at(FOLDER).size(), 0)


func test_the_device_keeps_so_much_and_no_more() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	for name: String in ["a", "b", "c"]:
		disk.write(name, _bytes(40))
	expect_equal(disk.size(), 80)
	expect_equal(disk.read("a"), PackedByteArray(), "the oldest went")
	expect_equal(disk.read("c").size(), 40)


func test_what_was_looked_at_stays_longer() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	disk.write("a", _bytes(40))
	disk.write("b", _bytes(40))
	disk.read("a")
	disk.write("c", _bytes(40))
	expect_equal(disk.read("a").size(), 40)
	expect_equal(disk.read("b").size(), 0)


func test_writing_again_counts_once() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	disk.write("a", _bytes(40))
	disk.write("a", _bytes(30))
	expect_equal(disk.size(), 30)
	expect_equal(DiskCache.new(FOLDER, 100).size(), 30, "also after a restart")


## The browser's copy of the files is written some time after a change, and fails on a file that has disappeared.
func test_a_picture_that_goes_leaves_an_empty_file_until_the_next_start() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	disk.write("a", _bytes(40))
	disk.clear()
	expect_equal(DirAccess.get_files_at(FOLDER).size(), 1)
	expect_equal(FileAccess.get_file_as_bytes(FOLDER.path_join("a".sha256_text())).size(), 0)
	expect_equal(DiskCache.new(FOLDER, 100).read("a"), PackedByteArray())


func test_a_sweep_takes_the_empty_files_alone() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	disk.write("a", _bytes(40))
	disk.write("b", _bytes(70))
	LocalFile.sweep("user://")
	expect_equal(DirAccess.get_files_at(FOLDER), PackedStringArray(["b".sha256_text()]))


func test_a_url_is_no_path() -> void:
	var disk := DiskCache.new(FOLDER, 100)
	disk.write("../../escaped", _bytes(4))
	expect(not FileAccess.file_exists("user://../escaped"), "stays in its folder")
	expect_equal(disk.read("../../escaped").size(), 4)


func test_memory_is_bounded_by_pixels() -> void:
	var memory := TextureMemory.new(20)
	for name: String in ["a", "b", "c"]:
		memory.keep(name, _texture(3))
	expect_equal(memory.find("a"), null)
	expect(memory.find("b") != null and memory.find("c") != null, "the last two")


func test_memory_keeps_what_was_used_last() -> void:
	var memory := TextureMemory.new(20)
	memory.keep("a", _texture(3))
	memory.keep("b", _texture(3))
	memory.find("a")
	memory.keep("c", _texture(3))
	expect(memory.find("a") != null, "used")
	expect_equal(memory.find("b"), null)


func test_a_picture_is_told_by_its_first_bytes() -> void:
	var image := Image.create(20, 20, false, Image.FORMAT_RGB8)
	expect_equal(PictureDecoder.kind(image.save_jpg_to_buffer()), "jpeg")
	expect_equal(PictureDecoder.kind(image.save_png_to_buffer()), "png")
	expect_equal(PictureDecoder.kind(image.save_webp_to_buffer()), "webp")
	expect_equal(PictureDecoder.kind("<html><body>hello".to_utf8_buffer()), "")
	expect_equal(PictureDecoder.kind([]), "")


func test_each_kind_is_decoded() -> void:
	var image := Image.create(20, 10, false, Image.FORMAT_RGB8)
	for bytes: PackedByteArray in [image.save_jpg_to_buffer(), image.save_png_to_buffer(), image.save_webp_to_buffer()]:
		expect_equal(PictureDecoder.decode(bytes).get_size(), Vector2i(20, 10))


func _load(url: String, textures: Array[Texture2D]) -> void:
	textures.append(await cache.get_texture(url))


func _png(side: int) -> PackedByteArray:
	return Image.create(side, side, false, Image.FORMAT_RGB8).save_png_to_buffer()


func _texture(side: int) -> Texture2D:
	return ImageTexture.create_from_image(Image.create(side, side, false, Image.FORMAT_RGB8))


func _bytes(size: int) -> PackedByteArray:
	var bytes: PackedByteArray = []
	bytes.resize(size)
	return bytes
