"""Every text of the client is there in German, with the same placeholders, and nothing is translated in vain."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts.export_client import PROJECT

SOURCES = ("components", "core", "screens")
NOT_SHOWN = ("core/models/", "core/json/", "core/images/", "core/web/", "core/navigation/route.gd")
PROPERTIES = (
    "text|placeholder_text|tooltip_text|accessibility_name|accessibility_description"
    "|title|label|words|placeholder|sentence|heading|action|other_action|detail|hint"
)
STRING = r'"((?:[^"\\]|\\.)*)"'
SCENE_TEXT = re.compile(rf"^(?:{PROPERTIES}) = {STRING}", re.MULTILINE | re.DOTALL)
SCENE_OPTIONS = re.compile(r"^options = PackedStringArray\((.*)\)", re.MULTILINE)
TRANSLATED = re.compile(rf"\b(?:tr|translate)\(\s*{STRING}")
PLURAL = re.compile(rf"\b(?:tr_n|translate_plural|_counted)\(\s*{STRING},\s*{STRING}")
LITERAL = re.compile(rf"([&^%$]?){STRING}")
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
TEXT_OF_A_NODE = re.compile(r"%(\w+)(?: as \w+)?\)*\.text = |_put\(%(\w+), [a-z]+\)")
READS_AS_TEXT = re.compile(r"[A-Z][a-z]+(?: .*|[.?!]|)$|.*[a-z]{3,}[,.:]? [a-z].*")
PLACEHOLDER = re.compile(r"%[0-9.]*[dsf%]")
HAS_WORDS = re.compile(r"[A-Za-z]{2}")

#: Literals that read as a text, and are not shown.
TECHNICAL = re.compile(
    r"Authorization: .*|Content-Type.*|Idempotency-Key|uid://.*|res://.*|user://.*"
    r"|(Mammalia|Aves|Reptilia|Amphibia|Actinopterygii|Insecta|Arachnida|Other)"
    r"|Number|Plate|WidePlate|Bar|Panel|Control|Toast|An ?"
)
#: What is the same in every language, and what animals and people are called.
NAMES = re.compile(
    r"BiologiDex|English|Deutsch|CSV|JSON|Darwin Core|EN|JPEG, PNG.*|Mammalia|dex.*|take over"
    r"|Scarlet macaw|Ara macao|Clownfish|Amphiprion ocellaris|Northern white-breasted hedgehog|Erinaceus roumanicus"
    r"|Ring-tailed lemur|Lemur catta|Ana Rivera|ana\.r|2026-06-14.*"
)


@dataclass
class Entry:
    plural: str = ""
    german: list[str] = field(default_factory=list)


def translations() -> dict[str, Entry]:
    """The entries of the gettext file by their English text."""
    entries: dict[str, Entry] = {}
    for block in (PROJECT / "translations/de.po").read_text().split("\n\n"):
        parts: dict[str, str] = {}
        for keyword, strings in re.findall(r'^(msg\S+) ((?:".*"\n?)+)', block, re.MULTILINE):
            parts[keyword] = "".join(ast.literal_eval(line) for line in strings.splitlines())
        german = [text for keyword, text in parts.items() if keyword.startswith("msgstr")]
        assert parts["msgid"] not in entries, parts["msgid"]
        entries[parts["msgid"]] = Entry(parts.get("msgid_plural", ""), german)
    del entries[""]
    return entries


def files(suffix: str) -> Iterator[tuple[Path, str]]:
    for folder in (*SOURCES, "."):
        paths = (PROJECT / folder).glob(f"*.{suffix}") if folder == "." else (PROJECT / folder).rglob(f"*.{suffix}")
        for path in sorted(paths):
            if not any(part in path.as_posix() for part in NOT_SHOWN):
                yield path, path.read_text()


def unescaped(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n")


def written_by_script(scene: Path) -> set[str]:
    """The nodes of a scene whose text its script writes: what the scene has there is a sample."""
    scripts = re.findall(r'path="res://([^"]+\.gd)"', scene.read_text())
    code = "".join((PROJECT / path).read_text() for path in scripts)
    return {name for pair in TEXT_OF_A_NODE.findall(code) for name in pair if name}


def scene_texts() -> Iterator[str]:
    for path, text in files("tscn"):
        samples = written_by_script(path)
        for node in re.split(r"^(?=\[node )", text, flags=re.MULTILINE)[1:]:
            name = re.match(r'\[node name="(\w+)"', node)
            if name and name[1] not in samples:
                yield from map(unescaped, SCENE_TEXT.findall(node))
                for options in SCENE_OPTIONS.findall(node):
                    yield from re.findall(STRING, options)


def code() -> Iterator[str]:
    for _, text in files("gd"):
        yield COMMENT.sub("", text)


def plurals() -> set[tuple[str, str]]:
    return {pair for text in code() for pair in PLURAL.findall(text)}


def literals() -> set[str]:
    return {unescaped(found) for text in code() for prefix, found in LITERAL.findall(text) if not prefix}


def words_of_the_api() -> set[str]:
    """Words of the API that are shown as they are."""
    models = (PROJECT / "core/models" / name for name in ("rank.gd", "sticker_art.gd"))
    return {word for model in models for _, word in LITERAL.findall(model.read_text())}


def translated() -> set[str]:
    """The texts that code translates, but for those with a plural."""
    return {unescaped(text) for source in code() for text in TRANSLATED.findall(source) if HAS_WORDS.search(text)}


def shown() -> set[str]:
    """Every text that must be there in German."""
    found = {text for text in scene_texts() if HAS_WORDS.search(text)} | words_of_the_api() | translated()
    found |= {text for text in literals() if READS_AS_TEXT.match(text) and not TECHNICAL.fullmatch(text)}
    return {text for text in found if not NAMES.fullmatch(text)} | {one for one, _ in plurals()}


def test_every_text_is_there_in_german() -> None:
    known = translations()
    in_plural = {entry.plural for entry in known.values()}
    assert sorted(shown() - known.keys() - in_plural) == []
    assert sorted(translated() - known.keys()) == []
    assert [text for text, entry in known.items() if not all(entry.german)] == []


def test_every_plural_has_both_forms() -> None:
    known = translations()
    wrong = {pair for pair in plurals() if known[pair[0]].plural != pair[1] or len(known[pair[0]].german) != 2}
    assert wrong == set()


def test_nothing_is_translated_in_vain() -> None:
    used = shown() | literals() | set(scene_texts())
    assert sorted(translations().keys() - used) == []


@pytest.mark.parametrize(("text", "entry"), translations().items())
def test_placeholders_are_those_of_the_english_text(text: str, entry: Entry) -> None:
    for german in entry.german:
        assert PLACEHOLDER.findall(german) == PLACEHOLDER.findall(entry.plural or text)
