"""The deployed zips, and the settings that each function starts with."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts import package, reach
from scripts.openapi import settings_for_loading

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(600)  # 500 MB are compressed
START = "import functions_framework as f; f.create_app('main', 'main.py')"


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return package.build(tmp_path_factory.mktemp("functions"))


def environment(function: str) -> dict[str, str]:
    """The settings that a function uses, and no other variable."""
    given = settings_for_loading()
    return {name.upper(): given[name.upper()] for name in reach.settings(function) if name.upper() in given}


def start(folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", START]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def test_the_same_contents_have_the_same_bytes_and_name(zips: dict[str, Path], tmp_path: Path) -> None:
    for name, path in package.build(tmp_path).items():
        assert path.name == zips[name].name
        assert path.read_bytes() == zips[name].read_bytes()


def test_what_was_packaged_before_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / "auth-0123456789abcdef.zip").write_bytes(b"")
    assert set(package.build(tmp_path).values()) == set(tmp_path.glob("*.zip"))


@pytest.mark.parametrize("function", reach.FUNCTIONS)
def test_a_function_starts_with_its_zip_and_its_settings_alone(
    zips: dict[str, Path], function: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(zips[function]) as archive:
        archive.extractall(tmp_path)
    started = start(tmp_path, environment(function))
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("function", reach.FUNCTIONS)
def test_what_a_function_needs_is_what_it_uses(function: str) -> None:
    tree = ast.parse((ROOT / "functions" / function / "main.py").read_text())
    needs = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NEEDS"
    ]
    assert [set(names) for names in needs] == [reach.required(function)]


def test_a_function_that_lacks_a_setting_does_not_start() -> None:
    variables = {**environment("convert_image"), "PYTHONPATH": str(ROOT)}
    del variables["CONVERT_URL"]
    stopped = start(ROOT / "functions/convert_image", variables)
    assert stopped.returncode
    assert "CONVERT_URL: Field required" in stopped.stderr


def test_modules_are_deployed_only_where_they_are_reached(zips: dict[str, Path]) -> None:
    names = {name: set(zipfile.ZipFile(path).namelist()) for name, path in zips.items()}
    with_model = {name for name, files in names.items() if "shared/vision/data/efficientnet_lite2.onnx" in files}
    assert with_model == {"identify_animal"}
    assert "shared/vision/images/worker.py" in names["convert_image"]  # which is started, not imported
    assert not [file for files in names.values() for file in files if "test" in file or file.startswith("localcloud")]


def test_requirements_are_pinned_with_hashes_and_only_those_needed() -> None:
    of_social, of_conversion = package.requirements("social"), package.requirements("convert_image")
    assert "pyvips-binary==" in of_conversion
    assert not {"openai", "onnxruntime", "pillow"} & {line.partition("==")[0] for line in of_social.splitlines()}
    for line in (*of_social.splitlines(), *of_conversion.splitlines()):
        assert line.startswith("    --hash=sha256:") or Requirement(line.removesuffix("\\")).specifier


def test_data_that_is_not_built_stops_the_packaging(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(package.DATA, "shared.animals.taxonomy", ("shared/animals/data/missing.sqlite3",))
    with pytest.raises(package.NotBuiltError, match=r"missing\.sqlite3.*make setup"):
        package.build(tmp_path)


def test_every_file_of_data_belongs_to_a_module_or_is_a_source_of_one() -> None:
    deployed = {name for names in package.DATA.values() for name in names}
    sources = {"taxonomy.sqlite3.xz", "best_known.csv", "LICENSE.wordnet"}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "shared").glob("*/data/*")}
    assert {name for name in there if Path(name).name not in sources} == deployed
