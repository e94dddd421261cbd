class_name TreeFileFormat
## The format of a tree as a file.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const NEWICK := "newick"
const SVG := "svg"
const ALL: Array[String] = [
	NEWICK,
	SVG,
]
