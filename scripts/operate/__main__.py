"""Operate the whole product from the command line.

python -m scripts.operate status [--api URL]     check that everything is as it should be
python -m scripts.operate diagnose ID            what happened to a job, a person (uid or username) or a request (trace)
python -m scripts.operate backup FOLDER          export all documents: gs://BUCKET/FOLDER
python -m scripts.operate restore SOURCE --yes   restore them, or a managed backup, into an empty database
python -m scripts.operate export-openapi FILE    write the API's OpenAPI document
python -m scripts.operate check-indexes [--wait MINUTES]
                                                 run every query once and list those without an index

Each line says ok or wrong; the exit status is 1 if anything is wrong. Settings come from the environment, as for the
functions: GOOGLE_CLOUD_PROJECT is enough. Google's clients and gcloud find the operator's credentials.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from google.api_core.exceptions import GoogleAPIError
from google.auth.exceptions import GoogleAuthError

from scripts.operate.backup import NotEmptyError, backup, restore
from scripts.operate.check_indexes import check_indexes
from scripts.operate.diagnose import diagnose
from scripts.operate.export_openapi import export_openapi
from scripts.operate.gcloud import GcloudError
from scripts.operate.report import Line
from scripts.operate.status import status
from shared.settings import SettingsError


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="operate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    looking = commands.add_parser("status")
    looking.add_argument("--api", metavar="URL")
    looking.set_defaults(run=lambda given: status(given.api))
    asking = commands.add_parser("diagnose")
    asking.add_argument("what", metavar="ID")
    asking.set_defaults(run=lambda given: diagnose(given.what))
    keeping = commands.add_parser("backup")
    keeping.add_argument("folder")
    keeping.set_defaults(run=lambda given: backup(given.folder))
    restoring = commands.add_parser("restore")
    restoring.add_argument("source")
    restoring.add_argument("--yes", action="store_true", required=True, help="confirm writing every document")
    restoring.set_defaults(run=lambda given: restore(given.source))
    writing = commands.add_parser("export-openapi")
    writing.add_argument("file", type=Path)
    writing.set_defaults(run=lambda given: export_openapi(given.file))
    checking = commands.add_parser("check-indexes")
    checking.add_argument("--wait", type=int, default=0, metavar="MINUTES", help="for indexes being built")
    checking.set_defaults(run=lambda given: check_indexes(given.wait))
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    given = parser().parse_args(arguments)
    lines: Iterator[Line] = given.run(given)
    is_ok = True
    try:
        for line in lines:
            print(line, flush=True)
            is_ok &= line.ok
    except (GcloudError, LookupError, NotEmptyError, OSError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except (GoogleAPIError, GoogleAuthError) as error:
        print(f"Google Cloud refused or did not respond: {error}", file=sys.stderr)
        return 1
    return int(not is_ok)


if __name__ == "__main__":
    sys.exit(main())
