"""What Hosting serves beside the functions: start page, OpenAPI document and page, errors, deletion of one's account.

python -m scripts.build_site OUT_DIR
"""

import argparse
import html
import importlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any, TypeAliasType

from flask_openapi3 import Info, OpenAPI, Server, Tag

from shared.api import API_VERSION
from shared.base_model import Model
from shared.http.routes import Routes
from shared.problems import ProblemDocument

ROOT = Path(__file__).parents[1]
SITE = ROOT / "scripts/site"
HTTP_FUNCTIONS = ("animals", "auth", "dex", "social", "vision")
SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
STYLE = "body{font:16px/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem}code{font-size:.95em}"


def settings_for_loading() -> dict[str, str]:
    """Return the example settings: loading a function needs some, and describing it needs no right ones."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=.", line))


def openapi() -> dict[str, Any]:
    """Return the OpenAPI document of all HTTP functions together."""
    os.environ.update(settings_for_loading())
    document = OpenAPI(
        "biologidex",
        info=Info(title="BiologiDex", version=API_VERSION, description="A Pokédex for real animals."),
        servers=[Server(url="/")],
        security_schemes={"firebase": {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"}},
        responses={"default": ProblemDocument},
    )
    for name in HTTP_FUNCTIONS:
        for group in importlib.import_module(f"functions.{name}.main").ROUTES:
            describe(document, group)
    described: dict[str, Any] = document.api_doc
    return described


def describe(document: OpenAPI, group: Routes) -> None:
    """Register a group's handlers with flask-openapi3, which reads their parameters as `Routes` does."""
    for route in group.routes:
        register = getattr(document, route.method.lower())(
            route.rule,
            summary=route.summary,
            responses={status: _model(answer) for status, answer in route.responses.items()},
            tags=[Tag(name=group.tag)],
            security=[{"firebase": []}] if group.signed_in else None,
        )
        register(route.handler)


def _model(answer: type[Model] | TypeAliasType) -> Any:
    return answer.__value__ if isinstance(answer, TypeAliasType) else answer


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>{head}<body>{body}</body></html>\n'
    )


def errors_page() -> str:
    """Return docs/errors.md as a page with an anchor for every code."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs/errors.md").read_text(), re.MULTILINE)
    items = "".join(
        f'<dt id="{code}"><code>{code}</code> ({html.escape(status)})</dt><dd>{html.escape(text)}</dd>'
        for code, status, text in rows
    )
    return page("BiologiDex: errors", f"<h1>Errors</h1><dl>{items}</dl>")


def start_page() -> str:
    return page(
        "BiologiDex",
        "<h1>BiologiDex</h1><p>A Pokédex for real animals. Photograph an animal; a moment later it stands in your "
        'dex, named and classified.</p><p><a href="/api/docs/">The API</a> · '
        '<a href="/api/docs/errors.html">its errors</a> · <a href="/api/v1/openapi.json">OpenAPI document</a></p>'
        '<p><a href="/delete-account/">Delete my account</a></p>',
    )


def docs_page() -> str:
    head = '<link rel="stylesheet" href="swagger-ui.css"><script src="swagger-ui-bundle.js"></script>'
    return page("BiologiDex: API", '<div id="docs"></div><script src="docs.js"></script>', head)


def write_deletion_page(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(
        page("BiologiDex: delete my account", (SITE / "delete-account.html").read_text())
    )
    shutil.copy(SITE / "delete-account.js", folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    docs = out / "api/docs"
    docs.mkdir(parents=True, exist_ok=True)
    (out / "api/v1").mkdir(parents=True, exist_ok=True)
    for name in SWAGGER:
        shutil.copy(ROOT / "node_modules/swagger-ui-dist" / name, docs / name)
    (docs / "docs.js").write_text('SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#docs" });\n')
    (docs / "index.html").write_text(docs_page())
    (docs / "errors.html").write_text(errors_page())
    (out / "api/v1/openapi.json").write_text(json.dumps(openapi(), indent=1))
    (out / "index.html").write_text(start_page())
    write_deletion_page(out / "delete-account")


if __name__ == "__main__":
    main()
