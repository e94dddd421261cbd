class_name LocalStore
extends Node
## Everything stored on this device: the settings, and for the signed-in person the dex, pictures
## and the photograph in progress.

## Somebody has signed in: there is another dex.
signal dex_opened

const OUTBOX := "user://outbox"

var device := Device.new()
var settings: Settings
var images := ImageCache.new()
var updates: Updates
## null while nobody is signed in.
var dex: Dex
var camera: JobFlow
var social: SocialCopy
var circle: Circle
var feed: Feed
var notices: Notices
var others: ViewOfOthers

var _api: ApiClient
var _news := NewsWatch.new()


func _ready() -> void:
	LocalFile.sweep("user://")
	add_child(device)
	settings = Settings.new(device)
	start(Api, Session)
	Outline.offer(get_window())


func start(api: ApiClient, session: SessionManager) -> void:
	_api = api
	images.api = api
	add_child(images)
	updates = Updates.new(api)
	add_child(updates)
	_news.due.connect(func() -> void: notices.count())
	add_child(_news)
	api.connectivity.changed.connect(_on_connectivity_changed)
	session.signed_in.connect(_open)
	session.signed_out.connect(_close)
	if session.is_signed_in():
		_open(session.user)


func _open(user: Me) -> void:
	var copy := DexCopy.new(user.id)
	copy.read()
	dex = Dex.new(_api, copy, Outbox.new(_api, OUTBOX.path_join(user.id.validate_filename())))
	camera = JobFlow.new(_api, dex)
	social = SocialCopy.new(user.id)
	social.pictures_gone.connect(images.forget)
	circle = Circle.new(_api, social)
	feed = Feed.new(_api, social, dex.outbox)
	notices = Notices.new(_api, social)
	others = ViewOfOthers.new(_api, social, circle, feed)
	notices.counted.connect(others.follow)
	circle.friendship_changed.connect(feed.drop)
	circle.friendship_ended.connect(_forget_others.unbind(1))
	others.lost.connect(_forget_others)
	others.changed.connect(notices.refresh)
	_news.start()
	dex_opened.emit()
	dex.sync()
	dex.outbox.flush()
	camera.resume()


func _close(_reason: SessionManager.Reason) -> void:
	_news.stop()
	camera.forget()
	dex.outbox.clear()
	dex = null
	camera = null
	social = null
	circle = null
	feed = null
	notices = null
	others = null
	images.clear()
	DexCopy.delete_all()
	TreeCopy.delete_all()
	SocialCopy.delete_all()


## All pictures are deleted together with a person's cards, because their owners are not stored.
func _forget_others() -> void:
	images.clear()
	TreeCopy.delete_all()


func _on_connectivity_changed(is_online: bool) -> void:
	if is_online and dex:
		dex.outbox.flush()
		dex.sync()
