class_name ReportSeen
extends Report
## A report, as moderators see it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var reporter: String
var evidence: Evidence


static func from_json(json: Dictionary) -> ReportSeen:
	var result := ReportSeen.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	reporter = Model.text(json.get("reporter"))
	evidence = Model.object(json.get("evidence"), Evidence.from_json)
