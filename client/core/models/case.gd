class_name Case
extends CaseSummary
## A case with its reports.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var evidence: Evidence
var report_list: Array[ReportSeen]


static func from_json(json: Dictionary) -> Case:
	var result := Case.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	evidence = Model.object(json.get("evidence"), Evidence.from_json)
	report_list.assign(Model.objects(json.get("report_list"), ReportSeen.from_json))
