"""Administer people and animals from the command line; every action is recorded in audit_log.

python -m scripts.admin grant USER admin         make somebody a moderator
python -m scripts.admin revoke USER admin        take the role away, and end all their sessions
python -m scripts.admin cases                    list the open moderation cases, the oldest first
python -m scripts.admin case CASE                show a case (entry.ID or person.USER) with its reports
python -m scripts.admin decide CASE ACTION --reason WORDS [--animal ID] --yes
                                                 hide, restore, hide_name, restore_name, warn, suspend, unsuspend,
                                                 correct or dismiss
python -m scripts.admin delete USER --yes        delete an account, as its owner could
python -m scripts.admin prove USER               show the report that no data of a deleted person (uid) is left
python -m scripts.admin search USER              search every document and object name for a uid (slow)
python -m scripts.admin unverified               list names from models that no taxonomy knows
python -m scripts.admin accept-name NAME [--below TAXON]  accept it as an animal, in its genus or below a taxon
python -m scripts.admin map-name NAME OTHER      map it to a known name
python -m scripts.admin reject-name NAME         reject it: it does not name an animal
python -m scripts.admin rename-animal ID NAME --yes       correct an animal's name
python -m scripts.admin merge-animals ID INTO --yes       merge an animal and its entries into another
python -m scripts.admin undiscover ID            revoke a discovery
python -m scripts.admin agree ENTRY              confirm that an entry's photograph shows the animal its owner named
python -m scripts.admin set-status ID VU         set the Red List category, overriding GBIF's
python -m scripts.admin recount [USER] [--fix]   compare life lists with their entries; all of them without USER

USER is a username or a uid. Destructive commands only say what they would do, unless --yes is given. Settings come
from the environment, as for the functions (.env.example); Google's clients find the operator's credentials.
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
from shared.accounts import people, sessions
from shared.animals import unverified
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Category
from shared.base_model import PageQuery
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth.identity import Role
from shared.dex import entries
from shared.dex import upkeep as dex
from shared.moderation import service as moderation
from shared.moderation.models import CaseSubject, ModerationAction, NewDecision
from shared.privacy import service as privacy
from shared.privacy import store as privacy_store
from shared.problems import Problem
from shared.settings import SettingsError

Command = Callable[[argparse.Namespace], str]


def operator() -> str:
    return f"operator:{getpass.getuser()}"


def uid_of(user: str) -> str:
    """Return the uid of a username or uid.

    Raises:
        UnknownUserError: there is no such account.

    """
    uid = people.find_by_name(user) or user
    if not auth_accounts.exists(uid):
        raise auth_accounts.UnknownUserError(user)
    return uid


def grant(request: argparse.Namespace) -> str:
    uid = uid_of(request.user)
    auth_accounts.set_role(uid, request.role, granted=True)
    audit.record(operator(), "grant", uid, role=request.role)
    return f"{request.user} will be {request.role} after their next sign-in or token refresh."


def revoke(request: argparse.Namespace) -> str:
    uid = uid_of(request.user)
    auth_accounts.set_role(uid, request.role, granted=False)
    sessions.log_out(uid)
    audit.record(operator(), "revoke", uid, role=request.role)
    return f"{request.user} is no longer {request.role} and has to sign in again."


def list_cases(_: argparse.Namespace) -> str:
    page = moderation.queue(PageQuery(limit=100))
    lines = [
        f"{one.opened_at:%Y-%m-%d}  {one.reports:4} reports{', an appeal' if one.appealed else ''}  {one.id}"
        for one in page.items
    ]
    return "\n".join([*lines, f"{len(lines)}{' or more' if page.next_cursor else ''} cases are open."])


def case_of(subject: str) -> str:
    """Return the id of a case; a person may be given by username: `person.misty`."""
    about, _, name = subject.partition(".")
    if about not in set(CaseSubject):
        raise LookupError(f"{subject} is neither entry.ID nor person.USER.")
    return f"{about}.{people.find_by_name(name) or name}" if about == CaseSubject.PERSON else subject


def show_case(request: argparse.Namespace) -> str:
    return moderation.look(operator(), case_of(request.case)).model_dump_json(indent=1)


def decide(request: argparse.Namespace) -> str:
    if not request.yes:
        return f"{request.case}: {request.action}. Add --yes to do it."
    decision = NewDecision(action=request.action, reason=request.reason, animal_id=request.animal)
    decided = moderation.decide(operator(), case_of(request.case), decision)
    return f"{request.case} is decided: {decided.decision.action if decided.decision else 'there was nothing to do'}."


def delete(request: argparse.Namespace) -> str:
    uid = uid_of(request.user)
    if not request.yes:
        return f"This would delete {request.user} ({uid}) and all their data. Add --yes to do it."
    privacy.delete(uid, datetime.now(UTC))
    audit.record(operator(), "delete", uid)
    return f"{request.user} is locked out; housekeeping deletes the rest. Afterwards, check it with: prove {uid}"


def prove(request: argparse.Namespace) -> str:
    report = privacy.get_report(request.user)
    if report is None:
        raise LookupError(f"There is no report for {request.user}; it is written a day after the deletion.")
    return report.model_dump_json(indent=1)


def search(request: argparse.Namespace) -> str:
    traces = privacy_store.search(request.user)
    return "\n".join([*traces, f"{len(traces)} traces of {request.user}."])


def list_unverified(_: argparse.Namespace) -> str:
    waiting = unverified.undecided()
    lines = [f"{one.jobs:6}  {one.first_seen_at:%Y-%m-%d}  {one.name}" for one in waiting]
    return "\n".join(
        [*lines, f"{len(lines)} names are waiting for a decision (at most {unverified.QUEUE_LENGTH} are shown)."]
    )


def accept_name(request: argparse.Namespace) -> str:
    taxon = unverified.accept(request.name, request.below, datetime.now(UTC))
    if taxon is None:
        raise LookupError(f"{request.name} is not in the queue, or its genus is unknown: add --below TAXON.")
    audit.record(operator(), "accept_name", request.name, below=request.below)
    return f"{taxon.scientific_name} is now an animal; its photographs are being re-evaluated."


def map_name(request: argparse.Namespace) -> str:
    taxon = unverified.map_to(request.name, request.other, datetime.now(UTC))
    if taxon is None:
        raise LookupError(f"{request.name} is not in the queue, or no taxonomy knows {request.other}.")
    audit.record(operator(), "map_name", request.name, other=taxon.scientific_name)
    return f"{request.name} now means {taxon.scientific_name}; its photographs are being re-evaluated."


def reject_name(request: argparse.Namespace) -> str:
    if not unverified.reject(request.name, datetime.now(UTC)):
        raise LookupError(f"{request.name} is not in the queue.")
    audit.record(operator(), "reject_name", request.name)
    return f"{request.name} is rejected and will not be queued again."


def agree(request: argparse.Namespace) -> str:
    entry = entries.agree(request.entry)
    if entry is None:
        raise LookupError(f"There is no entry {request.entry}.")
    audit.record(operator(), "agree", entry.id, animal=entry.animal.id)
    return f"{entry.id} shows {entry.animal.scientific_name}, no. {entry.animal.creation_index}."


def rename_animal(request: argparse.Namespace) -> str:
    if not request.yes:
        return f"{request.id} would be renamed to {request.other}. Add --yes to do it."
    renamed = animals_upkeep.rename(request.id, request.other)
    if renamed is None:
        raise LookupError(
            f"There is no animal {request.id}, or {request.other} is already an animal (use merge-animals) or unknown."
        )
    audit.record(operator(), "rename_animal", request.id, name=renamed.scientific_name)
    return f"{request.id} is now {renamed.id}; its entries are being moved."


def merge_animals(request: argparse.Namespace) -> str:
    if not request.yes:
        return f"{request.id} and its entries would become {request.other}. Add --yes to do it."
    target = animals_upkeep.merge(request.id, request.other)
    if target is None:
        raise LookupError(f"{request.id} and {request.other} are not two different animals.")
    audit.record(operator(), "merge_animals", request.id, into=target.id)
    return f"{request.id} is now {target.id}; its entries are being moved."


def undiscover(request: argparse.Namespace) -> str:
    animal = animals_upkeep.take_discovery_back(request.id)
    if animal is None:
        raise LookupError(f"There is no animal {request.id}.")
    audit.record(operator(), "undiscover", animal.id)
    return f"{animal.scientific_name} no longer has a discoverer; it keeps its number."


def set_status(request: argparse.Namespace) -> str:
    animal = animals_upkeep.set_status(request.id, request.category)
    if animal is None:
        raise LookupError(f"There is no animal {request.id}.")
    audit.record(operator(), "set_status", animal.id, category=request.category)
    return f"{animal.scientific_name} is now {request.category}; its entries will show places accordingly."


def recount(request: argparse.Namespace) -> str:
    uids = [uid_of(request.user)] if request.user else dex.everybody()
    wrong = {uid: differences for uid in uids if (differences := dex.recount(uid, fix=request.fix))}
    if request.fix:
        for uid, differences in wrong.items():
            audit.record(operator(), "recount", uid, differences=differences)
    lines = [f"{uid}: {difference}" for uid, differences in wrong.items() for difference in differences]
    ending = "fixed" if request.fix and wrong else "wrong"
    return "\n".join([*lines, f"{len(uids)} life lists, {len(wrong)} {ending}."])


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = made.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, *, destroys: bool = False, names: str | None = "user") -> argparse.ArgumentParser:
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        if names:
            command.add_argument(names)
        if destroys:
            command.add_argument("--yes", action="store_true")
        return command

    for name, run in {"grant": grant, "revoke": revoke}.items():
        add(name, run).add_argument("role", type=Role, choices=list(Role))
    add("cases", list_cases, names=None)
    add("case", show_case, names="case")
    deciding = add("decide", decide, destroys=True, names="case")
    deciding.add_argument("action", type=ModerationAction, choices=list(ModerationAction))
    deciding.add_argument("--reason", required=True)
    deciding.add_argument("--animal", metavar="ID")
    add("delete", delete, destroys=True)
    add("prove", prove)
    add("search", search)
    add("unverified", list_unverified, names=None)
    add("accept-name", accept_name, names="name").add_argument("--below", metavar="TAXON")
    add("map-name", map_name, names="name").add_argument("other")
    add("reject-name", reject_name, names="name")
    add("agree", agree, names="entry")
    add("rename-animal", rename_animal, destroys=True, names="id").add_argument("other", metavar="name")
    add("merge-animals", merge_animals, destroys=True, names="id").add_argument("other", metavar="into")
    add("undiscover", undiscover, names="id")
    add("set-status", set_status, names="id").add_argument("category", type=Category, choices=list(Category))
    counting = commands.add_parser("recount")
    counting.set_defaults(run=recount)
    counting.add_argument("user", nargs="?")
    counting.add_argument("--fix", action="store_true")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    request = parser().parse_args(arguments)
    try:
        print(request.run(request))
    except auth_accounts.UnknownUserError as error:
        print(f"There is no user {error}.", file=sys.stderr)
        return 1
    except (LookupError, Problem, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except (FirebaseError, GoogleAPIError, GoogleAuthError) as error:
        print(f"Google Cloud refused or did not respond: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
