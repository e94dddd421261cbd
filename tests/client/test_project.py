"""The Godot project: what the engine, the formatter and the linter say of it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.export_client import PROJECT, ExportError, import_project
from scripts.generate_client_models import Generator, stale
from scripts.openapi import openapi

BIN = Path(sys.executable).parent
NEW_NAMES = Path(__file__).with_name("names_after_godot_4_5.txt")
NEW_ARGUMENTS = re.compile(r"\.(?:grab_focus|has_focus|edit)\([^)]")
FEWEST_UNIT_TESTS = 150

pytestmark = pytest.mark.timeout(600)


def run_script(engine: Path, project: Path, home: Path, *arguments: str) -> tuple[str, int]:
    """Run a script of the project; return what it printed, and how many things passed if none failed."""
    command = [str(engine), "--headless", "--path", str(project), "--script", *arguments]
    environment = {**os.environ, "XDG_DATA_HOME": str(home)}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500, check=False)
    summary = re.search(r"^(\d+) passed, (\d+) failed$", ran.stdout, re.MULTILINE)
    assert summary, ran.stdout + ran.stderr
    assert (ran.returncode, summary[2]) == (0, "0"), ran.stdout
    return ran.stdout, int(summary[1])


def scripts() -> list[Path]:
    return sorted(path for path in PROJECT.rglob("*.gd") if ".godot" not in path.parts)


def test_every_script_compiles_and_every_scene_is_made(engine: Path, project: Path, tmp_path: Path) -> None:
    _, passed = run_script(engine, project, tmp_path, "res://tests/check_project.gd")
    assert passed > len(scripts())


def test_the_headless_tests_pass(engine: Path, project: Path, tmp_path: Path) -> None:
    _, passed = run_script(engine, project, tmp_path, "res://tests/run.gd", "--", "unit")
    assert passed >= FEWEST_UNIT_TESTS


@pytest.mark.parametrize("preset", ["Android", "Linux", "Windows", "macOS"])
def test_the_client_is_packed_for_devices_without_a_browser(
    engine: Path, project: Path, tmp_path: Path, preset: str
) -> None:
    pack = tmp_path / "client.zip"
    command = [str(engine), "--headless", "--path", str(project), "--export-pack", preset, str(pack)]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    assert "ERROR" not in ran.stderr, ran.stderr
    names = zipfile.ZipFile(pack).namelist()
    assert "main.tscn.remap" in names
    assert [name for name in names if name.startswith(("tests/", "web/"))] == []


def test_no_text_is_cut_off(engine: Path, project: Path, tmp_path: Path) -> None:
    photos = project.parent / "docs/photos"
    if not photos.exists():
        shutil.copytree(PROJECT.parent / "docs/photos", photos)
    _, passed = run_script(engine, project, tmp_path, "res://tests/run.gd", "--", "lengths")
    assert passed == 4


def test_an_error_that_the_engine_logs_fails_the_import(engine: Path, tmp_path: Path) -> None:
    (tmp_path / "project.godot").write_text('config_version=5\n[autoload]\nBroken="*res://broken.gd"\n')
    (tmp_path / "broken.gd").write_text("extends Node\nfunc _ready() -> void:\n\tnonsense(\n")
    with pytest.raises(ExportError, match="Parse"):
        import_project(engine, tmp_path)


def test_the_formatter_would_change_nothing() -> None:
    ran = subprocess.run(
        [BIN / "gdformat", "--check", *scripts()], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_the_linter_finds_nothing() -> None:
    ran = subprocess.run([BIN / "gdlint", *scripts()], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_only_names_of_godot_4_5_are_used() -> None:
    names = {line for line in NEW_NAMES.read_text().splitlines() if not line.startswith("#")}
    texts = {path: path.read_text() for path in [*scripts(), *PROJECT.rglob("*.tscn"), *PROJECT.rglob("*.tres")]}
    used = {(path.name, name) for path, text in texts.items() for name in names & set(re.findall(r"\w+", text))}
    assert used == set()
    assert [path.name for path, text in texts.items() if NEW_ARGUMENTS.search(text)] == []


def test_the_models_are_those_of_the_openapi_document() -> None:
    assert list(stale(Generator(openapi()).files())) == []


def test_the_project_is_for_godot_4_5_and_types_everything() -> None:
    text = (PROJECT / "project.godot").read_text()
    assert 'config/features=PackedStringArray("4.5", "GL Compatibility")' in text
    assert "gdscript/warnings/untyped_declaration=2" in text
    assert len(re.findall(r'^\w+="\*res://', text, re.MULTILINE)) <= 4
