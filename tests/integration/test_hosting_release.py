"""The site's release by Firebase's own program, against a fake Hosting."""

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from scripts import release
from scripts.release import Release, ReleaseError

ROOT = Path(__file__).parents[2]
DEV = Release("demo-project", "dev")
pytestmark = pytest.mark.timeout(600)  # Firebase's program takes its time
SITE = "demo-project-app"
HOSTS = (
    "FIREBASE_API_URL",
    "FIREBASE_HOSTING_API_URL",
    "FIREBASE_RESOURCEMANAGER_URL",
    "FIREBASE_SERVICE_USAGE_URL",
    "FIREBASE_TOKEN_URL",
    "CLOUD_RUN_API_URL",
)
MAKEFILE = """deploy:
\tcd {root} && {python} -c 'from tests.integration.test_hosting_release import release_from; \\
release_from("$(CURDIR)")'
"""


@dataclass
class Version:
    """A version of the site, as Hosting keeps it."""

    files: dict[str, str] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    status: str = "CREATED"


@dataclass
class Hosting:
    """The state of a site on a fake Firebase Hosting."""

    versions: list[Version] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    released: list[int] = field(default_factory=list)
    uploads: int = 0
    is_broken: bool = False

    @property
    def live(self) -> Version:
        return self.versions[self.released[-1]]

    def page(self, path: str) -> str:
        return gzip.decompress(self.contents[self.live.files[path]]).decode()

    def answer(self, method: str, url: str, body: bytes, base: str) -> Any:
        """Return the response of Google's services to a request of the release; None if it does not exist."""
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        last = path.rpartition("/")[2]
        match method, last.partition(":")[2] or last:
            case "POST", "token":
                return {"access_token": "a token", "expires_in": 3600, "token_type": "Bearer"}
            case "POST", "testIamPermissions":
                return {"permissions": json.loads(body)["permissions"]}
            case "GET", DEV.project:
                return {"projectId": DEV.project, "projectNumber": "1", "resources": {"hostingSite": SITE}}
            case "POST", "versions" if f"/sites/{SITE}/" in path:
                self.versions.append(Version())
                return {"name": f"projects/-/sites/{SITE}/versions/{len(self.versions) - 1}", "status": "CREATED"}
            case "POST", "populateFiles":
                files = json.loads(body)["files"]
                self.versions[-1].files.update(files)
                missing = sorted(set(files.values()) - set(self.contents))
                return {"uploadUrl": f"{base}/upload", "uploadRequiredHashes": missing}
            case "POST", digest if path.startswith("/upload/") and hashlib.sha256(body).hexdigest() == digest:
                self.contents[digest] = body
                self.uploads += 1
                return {}
            case "PATCH", number if "/versions/" in path and not self.is_broken:
                given = json.loads(body)
                self.versions[int(number)].config, self.versions[int(number)].status = given["config"], given["status"]
                return {"name": path.removeprefix("/v1beta1/"), **given}
            case "POST", "releases" if "/channels/live/" in path:
                self.released.append(int(query["versionName"][0].rpartition("/")[2]))
                return {"name": "a release"}
        return None


@pytest.fixture
def hosting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    kept = Hosting()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            found = kept.answer(self.command, self.path, b"".join(self._body()), base)
            content = json.dumps({"error": {"message": self.path}} if found is None else found).encode()
            self.send_response(400 if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _body(self) -> Iterator[bytes]:
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                yield self.rfile.read(int(self.headers.get("Content-Length") or 0))
                return
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - as the class below it calls them

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        base = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        for name in HOSTS:
            monkeypatch.setenv(name, base)
        home = tmp_path / "home"
        home.mkdir()
        for name, value in {
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "FIREBASE_TOKEN": "a refresh token",
            "CI": 1,
        }.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setenv("NO_UPDATE_NOTIFIER", "1")
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        yield kept
        server.shutdown()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree of the product, whose releases v1 and v2 differ in one page."""
    made = tmp_path / "tree"
    (made / "build/site/client").mkdir(parents=True)
    (made / "firebase.json").write_text((ROOT / "firebase.json").read_text())
    (made / "node_modules").symlink_to(ROOT / "node_modules")
    (made / "Makefile").write_text(MAKEFILE.format(root=ROOT, python=sys.executable))
    (made / "build/site/client/engine.0123.wasm").write_bytes(b"the engine")
    (made / "build/site/client/engine.0123.wasm.br").write_bytes(b"for the local cloud alone")
    git(made, "init", "-q")
    for version in ("v1", "v2"):
        (made / "build/site/index.html").write_text(f"<p>{version}</p>")
        git(made, "add", "-A")
        git(made, "-c", "user.name=ash", "-c", "user.email=ash@example.org", "commit", "-qm", version)
        git(made, "tag", version)
    monkeypatch.setattr(release, "ROOT", made)
    monkeypatch.setattr(release, "HOSTING", made / "build/firebase.json")
    return made


def git(tree: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=tree, check=True)


def release_from(tree: str) -> None:
    """Release the site of a work tree, which is one step of `make deploy`."""
    release.ROOT, release.HOSTING = Path(tree), Path(tree) / "build/firebase.json"
    release.release_site(DEV, SITE)


def test_the_released_version_has_the_files_headers_and_rewrites(hosting: Hosting, tree: Path) -> None:
    release.release_site(DEV, SITE)
    wanted = json.loads((ROOT / "firebase.json").read_text())["hosting"]
    live = hosting.live
    assert (live.status, hosting.released) == ("FINALIZED", [0])
    assert set(live.files) == {"/index.html", "/client/engine.0123.wasm"}
    assert hosting.page("/index.html") == "<p>v2</p>"
    assert [(one["glob"], one["headers"]) for one in live.config["headers"]] == [
        (one["source"], {header["key"]: header["value"] for header in one["headers"]}) for one in wanted["headers"]
    ]
    assert live.config["rewrites"] == [
        {"glob": one["source"], "run": {name: one["run"][name] for name in ("serviceId", "region")}}
        for one in wanted["rewrites"]
    ]


def test_a_rollback_releases_the_earlier_version(hosting: Hosting, tree: Path) -> None:
    release_from(str(tree))
    uploads = hosting.uploads
    release.rollback(DEV, "v1")
    assert hosting.page("/index.html") == "<p>v1</p>"
    assert hosting.uploads == uploads + 1, "what is there already is not sent again"
    release.rollback(DEV, "v2")
    assert (hosting.page("/index.html"), hosting.uploads) == ("<p>v2</p>", uploads + 1)
    assert hosting.versions[0] == hosting.versions[2]


def test_what_cannot_be_released_leaves_the_site_as_it_is(hosting: Hosting, tree: Path) -> None:
    hosting.is_broken = True
    with pytest.raises(ReleaseError, match="the site is still the previous one"):
        release.release_site(DEV, SITE)
    assert hosting.released == []
