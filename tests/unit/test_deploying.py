"""The commands in docs/operations.md, “Deploying”, run verbatim up to the point where an account is needed."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = "my-project"
COPIED = ("functions", "scripts", "shared", "terraform")
FILES = (
    "package.json",
    "package-lock.json",
    "Makefile",
    "firebase.json",
    "requirements.in",
    "requirements.txt",
    "requirements-dev.txt",
    ".env.example",
)
BUILT = (
    "node_modules/.done",
    "shared/animals/data/taxonomy.sqlite3",
    "shared/vision/data/efficientnet_lite2.onnx",
    "build/client/index.html",
    "build/site/about/index.html",
)
"""What `make setup` makes of the network, and what is built of it: here it is there."""
OUTPUTS = {"site": f"{PROJECT}-app", "url": "https://my-project-app.web.app", "env": "dev"}
LOGGED = 'echo "$(basename "$0") $*" >>"{log}"\n'
PROGRAMS = {
    "gcloud": "",
    "firebase": "",
    "terraform": 'case "$*" in *"output -json"*) cat "{outputs}";; esac\n',
    # An earlier tag's work tree, of which all that matters is that it is deployed.
    "git": 'case "$*" in *"worktree add"*) mkdir -p build/rollback && '
    'printf \'deploy:\\n\\t@echo "the tag $(PROJECT) $(ENV)" >>"{log}"\\n\' >build/rollback/Makefile;; esac\n',
}
NEEDS_ACCOUNT = ("scripts/demo.py", "scripts/operate/__main__.py")
STAND_IN = 'import sys\nopen({log!r}, "a").write(f"{name} {{" ".join(sys.argv[1:])}}\\n")\n'


def commands() -> list[str]:
    """Return the section's lines of code, in order."""
    text = (ROOT / "docs/operations.md").read_text()
    section = text.partition("\n## Deploying\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (.+)$", section, re.MULTILINE)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The repository as after `make setup`, with stand-ins for programs that need an account."""
    tree, log = tmp_path / "tree", str(tmp_path / "log")
    for name in COPIED:
        unwanted = shutil.ignore_patterns("__pycache__", ".terraform*", *(Path(file).name for file in BUILT))
        shutil.copytree(ROOT / name, tree / name, ignore=unwanted)
    for name in FILES:
        shutil.copy2(ROOT / name, tree / name)
    (tree / "client").mkdir()
    (tree / "docs").mkdir()
    (tree / "docs/errors.md").touch()
    (tmp_path / "outputs").write_text(json.dumps({name: {"value": value} for name, value in OUTPUTS.items()}))
    for name, more in PROGRAMS.items():
        folder = tree / "node_modules/.bin" if name == "firebase" else tmp_path / "bin"
        write_program(folder / name, (LOGGED + more).format(log=log, outputs=tmp_path / "outputs"))
    write_program(tree / ".venv/bin/python", f'exec {sys.executable} "$@"\n')
    for name in NEEDS_ACCOUNT:
        (tree / name).write_text(STAND_IN.format(log=log, name=name))
    for name in BUILT:  # last: make compares times
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("a stand-in")
    return tree


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}")
    path.chmod(0o755)


def run(tree: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{tree.parent / 'bin'}:/usr/bin:/bin", "HOME": str(tree.parent), "KEY": "sk-of-nobody"}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=tree,
        env=environment,
        input=f"{PROJECT}\n",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.timeout(600)  # it packages the functions three times
def test_the_documented_commands_do_what_is_said(tree: Path) -> None:
    for command in commands():
        done = run(tree, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    log = (tree.parent / "log").read_text()
    steps = [
        "gcloud auth application-default login",
        f"gcloud auth application-default set-quota-project {PROJECT}",
        "gcloud services enable serviceusage.googleapis.com",
        f"gcloud storage buckets describe gs://{PROJECT}-terraform",
        f"-backend-config=bucket={PROJECT}-terraform",
        f"plan -input=false -out=plan.bin -var=project={PROJECT} -var-file=dev.tfvars",
        "apply -input=false plan.bin",
        f"firebase deploy --non-interactive --only hosting --project {PROJECT}",
        "scripts/operate/__main__.py check-indexes",
        "scripts/demo.py --api https://my-project-app.web.app",
        "--address 198.51.100.7",
        "apply -target=google_secret_manager_secret.openai",
        "gcloud secrets versions add openai-api-key --data-file=-",
        f"the tag {PROJECT} dev",
        "gcloud run services update-traffic dex",
        "destroy -input=false -auto-approve",
    ]
    places = [log.find(step) for step in steps]
    assert -1 not in places, steps[places.index(-1)]
    assert places == sorted(places)
    assert "sk-of-nobody" not in log
    manifest = json.loads((tree / "build/functions/manifest.json").read_text())
    assert all((tree / "build/functions" / function["zip"]).is_file() for function in manifest.values())


def test_what_the_commands_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    made = {command.split()[1] for command in commands() if command.startswith("make ")}
    assert made == {"setup", "deploy", "rollback", "destroy"}
    assert made <= targets
    assert 'google_secret_manager_secret" "openai' in (ROOT / "terraform/secrets.tf").read_text()
