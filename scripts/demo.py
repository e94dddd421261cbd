"""The main job from a person's side: photographs in, named animals in the dex out.

    make demo [PHOTOS="a.jpg b.heic"] [API=url] [JSON=file] [ADDRESS=your own]

It runs against a given API or a local cloud that it starts itself, and is also the smoke test of a deployed project.
Every photograph gets a row, whatever its result; the exit status is 0 if all were answered, 1 otherwise. Set DEMO_LOGIN
and DEMO_PASSWORD to use an existing account; otherwise a new player is registered.
"""

import argparse
import hashlib
import json
import mimetypes
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, NamedTuple

import requests
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.tree import Tree

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs/photos"
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"}
TYPES = {".webp": "image/webp", ".heic": "image/heic", ".heif": "image/heif", ".avif": "image/avif"}
ENDED = {"completed", "failed"}
UNFINISHED = "unfinished"
PATIENCE_SECONDS = 300
FORGED = "203.0.113.1"  # a documentation address (RFC 5737): an API that counts by it trusts what clients claim


class Api:
    """A client of the API."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.session = requests.Session()

    def call(self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        response = self.session.request(method, f"{self.url}/api/v1{path}", json=body, headers=headers, timeout=60)
        if not response.ok:
            raise RuntimeError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()

    def sign_in(self) -> str:
        """Sign in as the given player or a new one; return the username."""
        login, password = os.environ.get("DEMO_LOGIN"), os.environ.get("DEMO_PASSWORD", secrets.token_urlsafe(12))
        if login is None:
            login = f"demo-{secrets.token_hex(4)}"
            new = {"username": login, "email": f"{login}@example.org", "password": password}
            self.call("POST", "/users", {**new, "password_confirm": password})
        tokens = self.call("POST", "/auth/login", {"username": login, "password": password})
        self.session.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        return str(tokens["user"]["username"])

    def upload(self, photo: Path) -> str:
        """Announce a photograph and send it to the signed URL; return the job's id."""
        data = photo.read_bytes()
        job = self.call(
            "POST",
            "/vision/jobs",
            {
                "filename": photo.name,
                "content_type": content_type(photo),
                "size_bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            },
            **{"Idempotency-Key": secrets.token_hex(16)},
        )
        to = job["upload"]
        requests.request(to["method"], to["url"], data=data, headers=to["headers"], timeout=60).raise_for_status()
        return str(job["id"])


class Row(NamedTuple):
    """The result of one photograph."""

    photo: str
    status: str
    scientific_name: str | None = None
    common_name: str | None = None
    rank: str | None = None
    confidence: float | None = None
    model: str | None = None
    cost_usd: str | None = None
    seconds: float = 0.0
    detail: str | None = None


def content_type(photo: Path) -> str:
    return TYPES.get(photo.suffix.lower()) or mimetypes.guess_type(photo.name)[0] or "image/jpeg"


def identify(api: Api, photo: Path, progress: Progress, shown: TaskID) -> Row:
    """Take one photograph all the way into the dex."""
    started = time.monotonic()
    job_id = api.upload(photo)
    job = follow(api, job_id, progress, shown)
    best = job["candidates"][0] if job["candidates"] else {}
    if best:
        entry = {"job_id": job_id, "animal_index": 0}
        api.call("POST", "/dex/entries", entry, **{"Idempotency-Key": job_id})
    status = job["status"] if best or job["status"] == "failed" else job["outcome"]
    return Row(
        photo=photo.name,
        status=status,
        scientific_name=best.get("scientific_name"),
        common_name=best.get("common_name"),
        rank=best.get("rank"),
        confidence=best.get("confidence"),
        model=job["model"],
        cost_usd=job["cost_usd"],
        seconds=round(time.monotonic() - started, 2),
        detail=(job["error"] or {}).get("detail"),
    )


def row_of(api: Api, photo: Path, progress: Progress, shown: TaskID) -> Row:
    """Return the result of one photograph; a failure does not stop the others."""
    started = time.monotonic()
    try:
        return identify(api, photo, progress, shown)
    except (requests.RequestException, RuntimeError, OSError) as error:
        seconds = round(time.monotonic() - started, 2)
        return Row(photo.name, UNFINISHED, cost_usd="0", seconds=seconds, detail=str(error))


def follow(api: Api, job_id: str, progress: Progress, shown: TaskID) -> dict[str, Any]:
    """Poll a job until it ends, at the interval that the API asks for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        response = api.session.get(f"{api.url}/api/v1/vision/jobs/{job_id}", timeout=60)
        response.raise_for_status()
        job: dict[str, Any] = response.json()
        progress.update(shown, completed=job["progress"], status=job["status"])
        if job["status"] in ENDED:
            return job
        if time.monotonic() > deadline:
            raise TimeoutError(f"job {job_id} is still {job['status']} after {PATIENCE_SECONDS} s")
        time.sleep(min(float(response.headers.get("Retry-After", 1)), 1.0))


def identify_all(api: Api, photos: Sequence[Path], console: Console) -> list[Row]:
    columns = (TextColumn("{task.description:24}"), BarColumn(), TextColumn("{task.fields[status]:16}"))
    rows = []
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        for photo in photos:
            shown = progress.add_task(photo.name, total=100, status="uploading")
            rows.append(row_of(api, photo, progress, shown))
    return rows


def table(rows: Sequence[Row]) -> Table:
    made = Table(title="Photographs")
    for name in ("photo", "status", "scientific name", "common name", "rank"):
        made.add_column(name, style="italic" if name == "scientific name" else None, overflow="fold")
    for name in ("confidence", "model", "cost $", "seconds"):
        made.add_column(name, justify="right" if name != "model" else "left")
    for row in rows:
        confidence = "" if row.confidence is None else f"{row.confidence:.2f}"
        cost = "?" if row.cost_usd is None else row.cost_usd
        names = (row.scientific_name or row.detail or "", row.common_name or "", row.rank or "")
        made.add_row(row.photo, row.status, *names, confidence, row.model or "", cost, f"{row.seconds:.1f}")
    return made


def dex_entries(api: Api) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = api.call("GET", f"/dex/entries/my_entries?limit=100{cursor}")
        entries += page["items"]
        if not page["next_cursor"]:
            return entries
        cursor = f"&cursor={page['next_cursor']}"


def dex(entries: Sequence[dict[str, Any]]) -> Table:
    made = Table(title="The dex")
    for name in ("no.", "scientific name", "common name", "rank", "caught at"):
        made.add_column(name, style="italic" if name == "scientific name" else None)
    for entry in sorted(entries, key=lambda entry: entry["animal"]["creation_index"] or sys.maxsize):
        animal = entry["animal"]
        names = (animal["scientific_name"], animal["common_name"] or "", animal["rank"])
        number = str(animal["creation_index"] or "–")  # noqa: RUF001 - taxa above species have none
        made.add_row(number, *names, entry["caught_at"][:16].replace("T", " "))
    return made


def evolutionary_tree(nodes: Sequence[dict[str, Any]]) -> Tree:
    """Return the API's tree: every taxon once, with the number of its animals."""
    branches: dict[str | None, Tree] = {None: Tree("", hide_root=True)}
    for node in nodes:
        name = f"[bold]{node['scientific_name']}[/bold]" if node["animal_id"] else node["scientific_name"]
        known = f" {node['animals']} of {node['species_known']:,} species" if node["species_known"] else ""
        words = [name, node["common_name"] or "", f"[dim]{node['rank'] or ''}{known}[/dim]"]
        branches[node["id"]] = branches[node["parent"]].add(" ".join(filter(None, words)))
    return branches[None]


def miscounted(api: Api, own: str) -> str | None:
    """Return what is wrong with the address that the API counts requests by; None if it is the caller's own."""
    answer = api.session.get(f"{api.url}/api/v1/health", headers={"X-Forwarded-For": FORGED}, timeout=60)
    counted = answer.json().get("address")
    if counted is None:
        return "Only admins can see the address that requests are counted by: use an admin's account in DEMO_LOGIN."
    if not counted or ip_address(own) not in ip_network(counted):
        return f"Requests from {own} are counted as {counted or 'nothing'}: TRUSTED_PROXIES is wrong."
    return None


@contextmanager
def api_url(given: str | None, console: Console) -> Iterator[str]:
    """Yield the API's address: the given one, or that of a temporary local cloud."""
    if given:
        yield given
        return
    from localcloud.stack import Stack

    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-", dir=ROOT / "build") as work:
        console.print("Starting a local cloud …")
        with Stack(Path(work)) as stack:
            yield stack.url


def example_photos() -> list[Path]:
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix.lower() in PICTURES)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("photos", nargs="*", type=Path)
    parser.add_argument("--api")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--address", help="your IP address: fail if an admin's requests are counted by a different one")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 150)
    photos: list[Path] = options.photos or example_photos()
    missing = [str(photo) for photo in photos if not photo.is_file()]
    if missing or not photos:
        console.print(f"No such photograph: {', '.join(missing) or 'set PHOTOS=…'}")
        return 1
    with api_url(options.api, console) as url:
        api = Api(url)
        console.print(f"Signed in at {url} as {api.sign_in()}.")
        if options.address and (wrong := miscounted(api, options.address)):
            console.print(wrong)
            return 1
        rows = identify_all(api, photos, console)
        entries = dex_entries(api)
        nodes = api.call("GET", "/graph/evolutionary-tree?mode=personal")["nodes"]
    console.print(table(rows), dex(entries), evolutionary_tree(nodes))
    if options.json:
        options.json.write_text(json.dumps([row._asdict() for row in rows], indent=1))
    return 1 if any(row.status in {"failed", UNFINISHED} for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
