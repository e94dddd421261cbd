"""Build the static site: the client, and pages about the product, its API, errors and account deletion.

python -m scripts.build_site OUT_DIR
"""

import argparse
import html
import json
import re
import shutil
from pathlib import Path

from scripts.openapi import openapi

ROOT = Path(__file__).parents[1]
SITE = ROOT / "scripts/site"
CLIENT = ROOT / "build/client"
SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")
PAGE_FILES = ("style.css", "favicon.ico", "robots.txt")


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.ico">'
        f'<link rel="stylesheet" href="/style.css">{head}<body>{body}</body></html>\n'
    )


def errors_page() -> str:
    """Return docs/errors.md as a page with an anchor for each code."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs/errors.md").read_text(), re.MULTILINE)
    meanings: dict[str, str] = {}
    for code, status, text in rows:
        meanings[code] = meanings.get(code, "") + f"<dd>{html.escape(status)}: {html.escape(text)}</dd>"
    items = "".join(f'<dt id="{code}"><code>{code}</code></dt>{meaning}' for code, meaning in meanings.items())
    return page("BiologiDex: errors", f"<h1>Errors</h1><dl>{items}</dl>")


def about_page() -> str:
    return page("BiologiDex: about", (SITE / "about.html").read_text())


def no_client_page(why: str) -> str:
    """Return the placeholder page for the client; `why` says how to get it built."""
    return page(
        "BiologiDex",
        f"<h1>BiologiDex</h1><p>The client is not built yet. {html.escape(why)}</p>"
        '<p><a href="/about/">About</a> · <a href="/api/docs/">The API</a></p>',
    )


def docs_page() -> str:
    head = '<link rel="stylesheet" href="swagger-ui.css"><script src="swagger-ui-bundle.js"></script>'
    return page("BiologiDex: API", '<div id="docs"></div><script src="docs.js"></script>', head)


def write_client(out: Path) -> None:
    """Copy the client into place, replacing an earlier export."""
    shutil.rmtree(out / "client", ignore_errors=True)
    if CLIENT.exists():
        shutil.copytree(CLIENT, out, dirs_exist_ok=True)
    else:
        (out / "index.html").write_text(no_client_page("`make client` builds it."))


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
    (docs / "docs.js").write_text(
        'SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#docs", persistAuthorization: true });\n'
    )
    (docs / "index.html").write_text(docs_page())
    (docs / "errors.html").write_text(errors_page())
    (out / "api/v1/openapi.json").write_text(json.dumps(openapi(), indent=1))
    (out / "about").mkdir(exist_ok=True)
    (out / "about/index.html").write_text(about_page())
    for name in PAGE_FILES:
        shutil.copy(SITE / name, out)
    write_client(out)
    write_deletion_page(out / "delete-account")


if __name__ == "__main__":
    main()
