class_name TreeFileFormat
## The format of a tree as a file.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const NEWICK := "newick"
const SVG := "svg"
const ALL: Array[String] = [
	NEWICK,
	SVG,
]
