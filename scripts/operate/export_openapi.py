"""Write the OpenAPI document of the whole API."""

import json
from collections.abc import Iterator
from pathlib import Path

from scripts.openapi import openapi
from scripts.operate.report import Line


def export_openapi(file: Path) -> Iterator[Line]:
    """Write it as JSON."""
    document = openapi()
    file.write_text(json.dumps(document, indent=1) + "\n")
    yield Line(ok=True, what="openapi", said=f"{file} describes {len(document['paths'])} paths")
