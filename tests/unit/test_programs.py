"""Programs that a machine may lack: where they are searched, and the message if there is none."""

from pathlib import Path
from types import ModuleType

import pytest

from localcloud.prerequisites import MissingProgramError
from scripts import get_chromium, get_godot, programs


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def write_program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_program_comes_before_that_on_the_path_and_the_unpacked_one(
    tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = tmp_path / "unpacked"
    assert programs.find("TOOL", ("tool", "tool2"), unpacked) is None
    write_program(unpacked)
    assert programs.find("TOOL", ("tool", "tool2"), unpacked) == unpacked
    second = write_program(tools / "tool2")
    assert programs.find("TOOL", ("tool", "tool2"), unpacked) == second
    monkeypatch.setenv("TOOL", "/named")
    assert programs.find("TOOL", ("tool", "tool2"), unpacked) == Path("/named")


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(("getter", "variable"), [(get_chromium, "CHROMIUM"), (get_godot, "GODOT")])
def test_where_nothing_can_be_had_the_error_says_what_to_install(
    getter: ModuleType, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(getter, "HOME", tmp_path / "home")
    with pytest.raises(MissingProgramError, match=variable):
        getter.get()


@pytest.mark.parametrize(("getter", "variable"), [(get_chromium, "CHROMIUM"), (get_godot, "GODOT")])
def test_a_download_that_fails_leaves_nothing_behind(
    getter: ModuleType, variable: str, tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(getter, "HOME", tmp_path / "home")
    for name in ("apt-get", "dpkg-deb", "npm"):
        (tools / name).write_text("#!/bin/sh\nexit 100\n")
        (tools / name).chmod(0o755)
    with pytest.raises(MissingProgramError, match=variable):
        getter.get()
    assert not (tmp_path / "home").exists()
