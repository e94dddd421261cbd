"""What operators do about people, from the command line; every deed goes into audit_log.

python -m scripts.admin grant USER admin         let somebody moderate (admin), or act for a machine (service)
python -m scripts.admin revoke USER admin        take a role, and end every sign-in that still carries it
python -m scripts.admin disable USER --really    shut somebody out
python -m scripts.admin enable USER
python -m scripts.admin delete USER --really     delete somebody's account, as they could themselves
python -m scripts.admin prove USER               the report that nothing of a deleted person (uid) is left
python -m scripts.admin verify-animal ID         say that an animal's name is right
python -m scripts.admin rename-animal ID NAME --really       give an animal its right name
python -m scripts.admin merge-animals ID INTO --really       say that an animal is another; its entries move there
python -m scripts.admin set-status ID VU         say its category on the Red List, whatever GBIF says
python -m scripts.admin recount [USER] [--fix]   hold collections against their entries; everybody's without USER

USER is a username or a uid. What destroys only says what it would do, unless --really is given. The settings are read
from the environment, as the functions read them (.env.example); Google's clients find the operator's credentials.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from firebase_admin.exceptions import FirebaseError
from google.api_core.exceptions import GoogleAPIError
from google.auth.exceptions import GoogleAuthError

from shared import audit
from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.animals.models import Category
from shared.cloud import auth
from shared.cloud.auth import Role
from shared.dex import service as dex
from shared.privacy import service as privacy
from shared.settings import SettingsError

Deed = Callable[[argparse.Namespace], str]


def operator() -> str:
    return f"operator:{getpass.getuser()}"


def uid_of(user: str) -> str:
    """Return the uid of a username or uid.

    Raises:
        UnknownPerson: there is no such account.

    """
    uid = accounts.find_by_name(user) or user
    if not auth.exists(uid):
        raise auth.UnknownPerson(user)
    return uid


def grant(asked: argparse.Namespace) -> str:
    uid = uid_of(asked.user)
    auth.set_role(uid, asked.role, held=True)
    audit.record(operator(), "grant", uid, role=asked.role)
    return f"{asked.user} is {asked.role} from their next sign-in or refresh."


def revoke(asked: argparse.Namespace) -> str:
    uid = uid_of(asked.user)
    auth.set_role(uid, asked.role, held=False)
    accounts.log_out(uid)
    audit.record(operator(), "revoke", uid, role=asked.role)
    return f"{asked.user} is not {asked.role} any more, and has to sign in again."


def disable(asked: argparse.Namespace) -> str:
    uid = uid_of(asked.user)
    if not asked.really:
        return f"{asked.user} ({uid}) would be shut out at once. Say --really to do it."
    accounts.shut_out(uid)
    audit.record(operator(), "disable", uid)
    return f"{asked.user} is shut out."


def enable(asked: argparse.Namespace) -> str:
    uid = uid_of(asked.user)
    auth.set_disabled(uid, disabled=False)
    audit.record(operator(), "enable", uid)
    return f"{asked.user} may sign in again."


def delete(asked: argparse.Namespace) -> str:
    uid = uid_of(asked.user)
    if not asked.really:
        return f"{asked.user} ({uid}) and everything of theirs would be deleted. Say --really to do it."
    privacy.delete(uid, datetime.now(UTC))
    audit.record(operator(), "delete", uid)
    return f"{asked.user} is shut out; the next run of housekeeping deletes the rest. Prove it with: prove {uid}"


def prove(asked: argparse.Namespace) -> str:
    report = privacy.get_report(asked.user)
    if report is None:
        raise LookupError(f"There is no report about {asked.user}: it is made a day after the deletion.")
    return report.model_dump_json(indent=1)


def verify_animal(asked: argparse.Namespace) -> str:
    animal = animals.verify(asked.id)
    if animal is None:
        raise LookupError(f"There is no animal {asked.id}.")
    audit.record(operator(), "verify_animal", animal.id)
    return f"{animal.scientific_name} is verified."


def rename_animal(asked: argparse.Namespace) -> str:
    if not asked.really:
        return f"{asked.id} would be called {asked.other}. Say --really to do it."
    renamed = animals.rename(asked.id, asked.other)
    if renamed is None:
        raise LookupError(
            f"There is no animal {asked.id}, or {asked.other} is one already (merge-animals), or no name."
        )
    moved = dex.refresh_animal(asked.id)
    audit.record(operator(), "rename_animal", asked.id, name=renamed.scientific_name)
    return f"{asked.id} is {renamed.id}; {moved} entries moved."


def merge_animals(asked: argparse.Namespace) -> str:
    if not asked.really:
        return f"{asked.id} and its entries would become {asked.other}. Say --really to do it."
    target = animals.merge(asked.id, asked.other)
    if target is None:
        raise LookupError(f"{asked.id} and {asked.other} are not two animals.")
    moved = dex.refresh_animal(asked.id)
    audit.record(operator(), "merge_animals", asked.id, into=target.id)
    return f"{asked.id} is {target.id}; {moved} entries moved."


def set_status(asked: argparse.Namespace) -> str:
    animal = animals.set_status(asked.id, asked.category)
    if animal is None:
        raise LookupError(f"There is no animal {asked.id}.")
    written = dex.refresh_animal(animal.id)
    audit.record(operator(), "set_status", animal.id, category=asked.category)
    return f"{animal.scientific_name} is {asked.category}; {written} entries show places accordingly."


def recount(asked: argparse.Namespace) -> str:
    uids = [uid_of(asked.user)] if asked.user else dex.everybody()
    wrong = {uid: differences for uid in uids if (differences := dex.recount(uid, fix=asked.fix))}
    if asked.fix:
        for uid, differences in wrong.items():
            audit.record(operator(), "recount", uid, differences=differences)
    lines = [f"{uid}: {difference}" for uid, differences in wrong.items() for difference in differences]
    ending = "mended" if asked.fix and wrong else "wrong"
    return "\n".join([*lines, f"{len(uids)} collections, {len(wrong)} {ending}."])


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = made.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, deed: Deed, *, destroys: bool = False, names: str = "user") -> argparse.ArgumentParser:
        command = commands.add_parser(name)
        command.set_defaults(deed=deed)
        command.add_argument(names)
        if destroys:
            command.add_argument("--really", action="store_true")
        return command

    for name, deed in {"grant": grant, "revoke": revoke}.items():
        add(name, deed).add_argument("role", type=Role, choices=list(Role))
    add("disable", disable, destroys=True)
    add("enable", enable)
    add("delete", delete, destroys=True)
    add("prove", prove)
    add("verify-animal", verify_animal, names="id")
    add("rename-animal", rename_animal, destroys=True, names="id").add_argument("other", metavar="name")
    add("merge-animals", merge_animals, destroys=True, names="id").add_argument("other", metavar="into")
    add("set-status", set_status, names="id").add_argument("category", type=Category, choices=list(Category))
    counting = commands.add_parser("recount")
    counting.set_defaults(deed=recount)
    counting.add_argument("user", nargs="?")
    counting.add_argument("--fix", action="store_true")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Do one deed; return the exit status."""
    asked = parser().parse_args(arguments)
    try:
        print(asked.deed(asked))
    except auth.UnknownPerson as error:
        print(f"There is no {error}.", file=sys.stderr)
        return 1
    except (LookupError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except (FirebaseError, GoogleAPIError, GoogleAuthError) as error:
        print(f"Google Cloud refuses, or does not answer: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
