"""Export the web client: a clean import, an export with hashed file names and compression, and a report of the sizes.

python -m scripts.export_client OUT_DIR [--or-explain]

With --or-explain, a page that says how to get an engine is written instead if none is available.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyvips

from localcloud.prerequisites import MissingProgramError
from scripts import get_godot
from scripts.build_site import no_client_page

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "client"
FOLDER = "client"
ICON_SIZES = (192, 512)
READER = ROOT / "node_modules/exifreader/dist/exif-reader.js"
COMPRESSIBLE = {".wasm", ".pck", ".js"}
IMPORT_FRAMES = 400
TIMEOUT_SECONDS = 600
PROBLEM = re.compile(r"^(?:SCRIPT |USER )?ERROR: .*", re.MULTILINE)
COMPRESS = """
const fs = require("fs"), zlib = require("zlib");
const options = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 } };
for (const name of process.argv.slice(1)) {
  fs.writeFileSync(name + ".br", zlib.brotliCompressSync(fs.readFileSync(name), options));
}
"""


class ExportError(Exception):
    """The engine logged an error; the message contains its lines."""


def run_engine(engine: Path, project: Path, *arguments: str) -> str:
    """Run the engine on a project and return what it printed.

    Raises:
        ExportError: it logged an error or failed; with a broken script it may exit successfully.

    """
    command = [str(engine), "--headless", "--path", str(project), *arguments]
    ran = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT_SECONDS, check=False
    )
    errors = PROBLEM.findall(ran.stdout)
    if ran.returncode or errors:
        raise ExportError("\n".join(errors) or ran.stdout[-2000:])
    return ran.stdout


def import_project(engine: Path, project: Path) -> None:
    """Import a project's resources from scratch."""
    shutil.rmtree(project / ".godot", ignore_errors=True)
    run_engine(engine, project, "--import", "--quit-after", str(IMPORT_FRAMES))


def export(engine: Path, out: Path, edit: Callable[[Path], None] | None = None) -> None:
    """Export the current client to a folder; `edit` changes the copy of the project that is exported."""
    with tempfile.TemporaryDirectory() as work:
        project, raw = Path(work, "client"), Path(work, "raw")
        shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns(".godot"))
        if edit:
            edit(project)
        raw.mkdir()
        import_project(engine, project)
        run_engine(engine, project, "--export-release", "Web", str(raw / "index.html"))
        fresh = Path(work, "fresh")
        (fresh / FOLDER).mkdir(parents=True)
        _assemble(raw, project, fresh, out)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(fresh, out)


def _assemble(raw: Path, project: Path, out: Path, earlier: Path) -> None:
    """Lay out the files that Hosting serves: the page, and everything else under content-hashed names."""
    engine = f"{FOLDER}/engine.{_digest(raw / 'index.wasm', raw / 'index.js')}"
    game = f"{FOLDER}/game.{_digest(raw / 'index.pck')}.pck"
    for path in raw.glob("index.*"):
        if path.suffix in {".wasm", ".js"}:
            shutil.move(path, out / f"{engine}{path.name.removeprefix('index')}")
    shutil.move(raw / "index.pck", out / game)
    script = _write_scripts(project / "web", out)
    for size in ICON_SIZES:
        icon = pyvips.Image.thumbnail(str(project / "art/app-icon.svg"), size)
        icon.write_to_file(str(out / FOLDER / f"icon-{size}.png"))
    _compress(out, earlier)
    html = _page((raw / "index.html").read_text(), engine, game, _transfer(out))
    html = html.replace("<script src=", f'<script src="{script}"></script>\n<script src=', 1)
    (out / "index.html").write_text(_with_policy(html))
    shutil.copy(project / "web/manifest.webmanifest", out)
    _write_service_worker(project / "web/sw.js", out)


def _write_scripts(web: Path, out: Path) -> str:
    """Write the page's script, which names its workers, and return the name that it has now."""
    reader = _write_script("reader", READER.read_text() + "\n" + (web / "reader.js").read_text(), out)
    hasher = _write_script("hasher", (web / "hasher.js").read_text(), out)
    text = (web / "page.js").read_text()
    for constant, worker in (("READER", reader), ("HASHER", hasher)):
        text = text.replace(f'{constant} = ""', f'{constant} = "{worker}"')
    return _write_script("page", text, out)


def _write_script(name: str, text: str, out: Path) -> str:
    path = f"{FOLDER}/{name}.{hashlib.sha256(text.encode()).hexdigest()[:16]}.js"
    (out / path).write_text(text)
    return path


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _compress(out: Path, earlier: Path) -> None:
    """Write a Brotli copy of each large file, for servers that do not compress on the fly.

    Files with the same name as in an earlier export have the same content, so their copies are reused.
    """
    for packed in (earlier / FOLDER).glob("*.br"):
        if (out / FOLDER / packed.stem).exists():
            shutil.copy(packed, out / FOLDER)
    files = [path for path in _client_files(out) if path.suffix in COMPRESSIBLE]
    names = [str(path) for path in files if not path.with_name(f"{path.name}.br").exists()]
    subprocess.run(["node", "-e", COMPRESS, *names], check=True)


def _client_files(out: Path) -> Iterator[Path]:
    return (path for path in sorted((out / FOLDER).iterdir()) if path.suffix != ".br")


def _transfer(out: Path) -> int:
    """Return the number of bytes of engine and game sent to a browser that supports Brotli."""
    return sum(path.stat().st_size for path in (out / FOLDER).glob("*.br") if path.stem.endswith((".wasm", ".pck")))


def _page(html: str, engine: str, game: str, transfer: int) -> str:
    """Return the exported page with the final file names."""

    def renamed(match: re.Match[str]) -> str:
        config: dict[str, Any] = json.loads(match[1])
        sizes = config["fileSizes"]
        config |= {
            "executable": engine,
            "mainPack": game,
            "fileSizes": {f"{engine}.wasm": sizes["index.wasm"], game: sizes["index.pck"]},
        }
        return f"const CONFIG = {json.dumps(config)};"

    html = re.sub(r"const CONFIG = (\{.*?\});", renamed, html)
    html = html.replace("const TRANSFER_BYTES = 0;", f"const TRANSFER_BYTES = {transfer};")
    return html.replace('src="index.js"', f'src="{engine}.js"')


def _with_policy(html: str) -> str:
    """Return the page with a content security policy that allows exactly its own inline script and style."""
    allowed = {}
    for element in ("script", "style"):
        written = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in written]
        allowed[element] = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"script-src 'self' 'wasm-unsafe-eval' {allowed['script']}; style-src 'self' {allowed['style']}"
    return html.replace("<title>", f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>', 1)


def _write_service_worker(template: Path, out: Path) -> None:
    files = [f"/{path.relative_to(out)}" for path in _client_files(out)]
    version = hashlib.sha256((out / "index.html").read_bytes()).hexdigest()[:16]
    text = template.read_text().replace('VERSION = ""', f'VERSION = "{version}"')
    (out / "sw.js").write_text(text.replace("FILES = []", f"FILES = {json.dumps(files)}"))


def report(out: Path) -> str:
    """Return the size of each file, and its transfer size."""
    lines = []
    for path in _client_files(out):
        packed = path.with_name(path.name + ".br")
        sent = packed.stat().st_size if packed.exists() else path.stat().st_size
        lines.append(f"{path.stat().st_size / 1e6:8.2f} MB {sent / 1e6:8.2f} MB sent  {path.name}")
    return "\n".join([*lines, f"{_transfer(out) / 1e6:20.2f} MB sent of engine and game"])


def explain(sentence: str, out: Path) -> None:
    """Write the placeholder page for the client."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "index.html").write_text(no_client_page(sentence))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--or-explain", action="store_true")
    options = parser.parse_args()
    try:
        export(get_godot.get(), options.out)
    except MissingProgramError as missing:
        print(missing, file=sys.stderr)
        if not options.or_explain:
            return 1
        explain(str(missing), options.out)
        return 0
    except ExportError as error:
        print(f"The client could not be exported:\n{error}", file=sys.stderr)
        return 1
    print(report(options.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
