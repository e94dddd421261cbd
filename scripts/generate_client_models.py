"""Generate the client's GDScript models from the OpenAPI document: responses as classes, requests as builders.

python -m scripts.generate_client_models [--check]
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.openapi import COMPONENTS, openapi

OUT = Path(__file__).parents[1] / "client/core/models"
UNUSED_OPERATIONS = {"system_health"}
RENAMED = {
    "Art": "StickerArt",
    "Background": "CardBackground",
    "Bounds": "TreeBounds",
    "Category": "RedListCategory",
    "Code": "ProblemCode",
    "Edge": "TreeEdge",
    "FileFormat": "TreeFileFormat",
    "Form": "TreeForm",
    "Frame": "CardFrame",
    "Mode": "TreeMode",
    "Period": "LeaderboardPeriod",
    "Score": "LeaderboardScore",
    "Shape": "CardShape",
    "Sort": "AnimalSort",
    "Summary": "SocialSummary",
    "TaxonReply": "NamedTaxon",
    "TreeReply": "AnimalTree",
    "Variant": "PictureVariant",
}
SCALARS = {"string": "String", "integer": "int", "number": "float", "boolean": "bool"}
ABSENT = {"String": '""', "int": "-1", "float": "-1.0"}
KEYWORDS = {"class": "class_", "class_name": "animal_class", "read": "is_read"}  # a model has a method `read`
ENGINE_CLASSES = {"JSON": "JSON_TEXT"}
FEWEST_SHARED = 2
HEADER = "## {description}\n## Generated from the OpenAPI document by scripts/generate_client_models.py.\n"
Json = dict[str, Any]


class Field:
    """A field of a model: its type, and how it is read and written."""

    def __init__(self, name: str, schema: Json, names: dict[str, str], schemas: Json) -> None:
        self.json_name = name
        self.name = KEYWORDS.get(name, name)
        options = schema.get("anyOf", [schema])
        self.is_nullable = any(option.get("type") == "null" for option in options)
        self._schema = next(option for option in options if option.get("type") != "null")
        self._names = names
        self._schemas = schemas

    @property
    def model(self) -> str | None:
        """The class of the value, or of its items."""
        schema = self._schema.get("items", self._schema)
        target = schema.get("$ref", "").removeprefix(COMPONENTS)
        return self._names[target] if target and "enum" not in self._schemas[target] else None

    @property
    def type(self) -> str:
        if self._schema.get("type") == "array":
            return f"Array[{self._type_of(self._schema['items'])}]"
        if self._schema.get("type") == "object":
            return "Dictionary"
        kind = self._type_of(self._schema)
        return "Variant" if kind == "bool" and self.is_nullable else kind

    @property
    def reading(self) -> str:
        """The expression that reads the value from a JSON object."""
        value = f'json.get("{self.json_name}")'
        if self.model and self.type.startswith("Array"):
            return f"Model.objects({value}, {self.model}.from_json)"
        if self.model:
            return f"Model.object({value}, {self.model}.from_json)"
        if self.type.startswith("Array"):
            return f"Model.strings({value})"
        if self.type == "Dictionary":
            return f"Model.dictionary({value})"
        return {
            "String": f"Model.text({value})",
            "int": f"Model.integer({value})",
            "float": f"Model.number({value})",
            "bool": f"Model.boolean({value})",
            "Variant": value,
        }[self.type]

    def written(self, value: str) -> str:
        """Return the expression that converts a value of the field to JSON."""
        if self.model and self.type.startswith("Array"):
            return f"Model.to_documents({value})"
        return f"{value}.to_json()" if self.model else value

    @property
    def writing(self) -> str:
        """The expression that converts the model's own value, which may be absent, to JSON."""
        if not self.is_nullable:
            return self.written(self.name)
        return f"{self.written(self.name)} if {self.name} != {ABSENT.get(self.type, 'null')} else null"

    def _type_of(self, schema: Json) -> str:
        target = schema.get("$ref", "").removeprefix(COMPONENTS)
        if target:
            return "String" if "enum" in self._schemas[target] else self._names[target]
        return SCALARS[schema["type"]]


class Generator:
    """Generates a file for each schema that the client uses."""

    def __init__(self, document: Json) -> None:
        self._schemas: Json = document["components"]["schemas"]
        operations = {
            (method, operation["operationId"]): operation
            for methods in document["paths"].values()
            for method, operation in methods.items()
            if operation["operationId"] not in UNUSED_OPERATIONS
        }
        bodies = {key: _references(operation.get("requestBody")) for key, operation in operations.items()}
        self._requests = {name for names in bodies.values() for name in names}
        self._patches = {name for (method, _), names in bodies.items() for name in names if method == "patch"}
        self._sent = self._reachable(self._requests) - self._requests
        answered = [(operation["responses"], operation["parameters"]) for operation in operations.values()]
        self._names = {
            schema: self._model_name(schema) for schema in self._sent | self._reachable(_references(answered))
        }
        if len(set(self._names.values())) < len(self._names):
            raise ValueError(f"Two schemas have one name: rename one of {sorted(self._names.values())}.")
        self._parents = {schema: self._parent(schema) for schema in self._names}

    def files(self) -> dict[str, str]:
        """Return the text of each file, by its name."""
        models = {name: self._answered(schema, name) for schema, name in self._names.items()}
        requests = {name: self._request(schema, name) for schema in self._requests for name in [_request_name(schema)]}
        return {f"{_snake(name)}.gd": text for name, text in (models | requests).items()}

    def _reachable(self, schemas: Iterable[str]) -> set[str]:
        found: set[str] = set()
        fresh = set(schemas)
        while fresh:
            found |= fresh
            fresh = {other for name in fresh for other in _references(self._schemas[name])} - found
        return found

    @staticmethod
    def _model_name(schema: str) -> str:
        if page := re.fullmatch(r"Page_(\w+?)(?:Reply)?_", schema):
            return f"{RENAMED.get(f'{page[1]}Reply', page[1])}Page"
        return RENAMED.get(schema, schema.removesuffix("Reply"))

    def _fields(self, schema: str) -> list[Field]:
        return [Field(key, value, self._names, self._schemas) for key, value in self._properties(schema).items()]

    def _head(self, schema: str) -> str:
        described = self._schemas[schema].get("description", f"The API's {schema}.")
        return HEADER.format(description=described.split("\n\n")[0].replace("\n", " "))

    def _answered(self, schema: str, name: str) -> str:
        head = self._head(schema)
        if "enum" in self._schemas[schema]:
            return f"class_name {name}\n{head}\n{self._constants(self._schemas[schema]['enum'])}"
        base = self._names.get(self._parents[schema] or "", "RefCounted")
        return f"class_name {name}\nextends {base}\n{head}\n{self._model(schema, name)}"

    def _request(self, schema: str, name: str) -> str:
        return f"class_name {name}\nextends RequestBody\n{self._head(schema)}{self._setters(schema, name)}"

    @staticmethod
    def _constants(values: list[str]) -> str:
        upper = {value: re.sub(r"\W", "_", value).upper() for value in values}
        names = {value: ENGINE_CLASSES.get(name, name) for value, name in upper.items()}
        lines = "".join(f'const {name} := "{value}"\n' for value, name in names.items())
        return f"{lines}const ALL: Array[String] = [\n{''.join(f'\t{name},\n' for name in names.values())}]\n"

    def _setters(self, schema: str, name: str) -> str:
        text = ""
        for field in self._fields(schema):
            kind = "bool" if field.type == "Variant" else field.type
            text += _method(f"set_{field.name}(value: {kind}) -> {name}", field, field.written("value"))
            if field.is_nullable and schema in self._patches:
                text += _method(f"clear_{field.name}() -> {name}", field, "null")
        return text

    def _model(self, schema: str, name: str) -> str:
        fields = self._fields(schema)
        parent = self._parents[schema]
        own = [field for field in fields if parent is None or field.json_name not in self._properties(parent)]
        variables = "".join(f"var {field.name}: {field.type}\n" for field in own)
        text = f"{variables}\n\nstatic func from_json(json: Dictionary) -> {name}:\n"
        text += f"\tvar result := {name}.new()\n\tresult.read(json)\n\treturn result\n"
        reads = "".join(map(_read, own))
        text += f"\n\nfunc read(json: Dictionary) -> void:\n{'\tsuper(json)\n' if parent else ''}{reads}"
        if schema in self._sent:
            writes = "".join(f'\t\t"{field.json_name}": {field.writing},\n' for field in fields)
            text += f"\n\nfunc to_json() -> Dictionary:\n\treturn {{\n{writes}\t}}\n"
        return text

    def _properties(self, schema: str) -> Json:
        properties: Json = self._schemas[schema].get("properties", {})
        return properties

    def _parent(self, schema: str) -> str | None:
        """Return the largest schema whose fields are all fields of this one."""
        own = self._properties(schema)
        smaller = [
            other
            for other in self._names.keys() - self._requests
            if FEWEST_SHARED <= len(self._properties(other)) < len(own)
            and all(own.get(key) == value for key, value in self._properties(other).items())
        ]
        return max(smaller, key=lambda other: len(self._properties(other)), default=None)


def _read(field: Field) -> str:
    if field.type.startswith("Array"):
        return f"\t{field.name}.assign({field.reading})\n"
    return f"\t{field.name} = {field.reading}\n"


def _method(signature: str, field: Field, value: str) -> str:
    return f'\n\nfunc {signature}:\n\tfields["{field.json_name}"] = {value}\n\treturn self\n'


def _references(value: object) -> set[str]:
    return set(re.findall(rf"'\$ref': '{COMPONENTS}([^']+)'", str(value)))


def _request_name(schema: str) -> str:
    return f"{schema.removesuffix('Request')}Request"


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def stale(files: dict[str, str]) -> Iterator[str]:
    """Yield the names of files that are missing, different or superfluous."""
    there = {path.name: path.read_text() for path in OUT.glob("*.gd")}
    yield from (name for name in sorted(files.keys() | there.keys()) if files.get(name) != there.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which files are out of date")
    files = Generator(openapi()).files()
    different = list(stale(files))
    if parser.parse_args().check:
        print("\n".join(different))
        return 1 if different else 0
    for name in different:
        path = OUT / name
        if name in files:
            path.write_text(files[name])
        else:
            path.unlink()
            path.with_suffix(".gd.uid").unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
