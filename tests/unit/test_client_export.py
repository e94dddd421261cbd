"""What the client's export lays out for Hosting."""

import json
import re
from pathlib import Path

from scripts.export_client import PROJECT, ROOT, _write_scripts

HASHED = re.compile(r"client/\w+\.[0-9a-f]{16}\.js")


def kept_for_good(path: str) -> bool:
    """Tell whether Hosting lets browsers keep a file and never ask for it again."""
    for rule in json.loads((ROOT / "firebase.json").read_text())["hosting"]["headers"]:
        values = " ".join(header["value"] for header in rule["headers"] if header["key"] == "Cache-Control")
        pattern = re.sub(r"@(\(.*?\))", r"\1", rule["source"].replace(".", r"\.").replace("*", ".*"))
        if "immutable" in values and re.fullmatch(pattern, path):
            return True
    return False


def test_what_is_named_by_its_content_is_kept_for_good(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    _write_scripts(PROJECT / "web", tmp_path)
    written = [str(path.relative_to(tmp_path)) for path in (tmp_path / "client").iterdir()]
    assert len(written) == 3 and all(HASHED.fullmatch(name) for name in written)
    assert [name for name in written if not kept_for_good(f"/{name}")] == []
    assert not kept_for_good("/client/icon-192.png")
