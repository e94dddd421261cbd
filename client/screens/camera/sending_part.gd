extends CameraPart
## The photograph is sent.

const MEGABYTE := 1000.0 * 1000.0


func _ready() -> void:
	(%Stop as Button).pressed.connect(func() -> void: flow.stop())


func refresh() -> void:
	var size: int = flow.photo.size if flow.photo else 1
	(%Bar as ProgressBar).value = flow.bytes_sent / float(maxi(size, 1)) * 100.0
	(%Bytes as Label).text = tr("Sending %s of %s MB") % [_megabytes(flow.bytes_sent), _megabytes(size)]
	if flow.is_waiting_for_connection:
		(%Bytes as Label).text = "Waiting for the connection …"


## "8.2", "21".
func _megabytes(bytes: int) -> String:
	return Language.decimal(bytes / MEGABYTE)
