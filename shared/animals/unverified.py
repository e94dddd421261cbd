"""Names from models that no taxonomy knows: a queue for operators, who accept, map or reject them.

Until then, such a name does not create an animal; only the owner sees it, on the job.
"""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter

from shared import outbox
from shared.animals import names, rules
from shared.animals.models import Classification, Taxon
from shared.animals.parsing import parse
from shared.base_model import Model
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import Work
from shared.text import is_hidden

READ_AGAIN = "read-again"
MAX_LENGTH = 80
QUEUE_LENGTH = 100


class Decision(StrEnum):
    """An operator's decision about a name."""

    ACCEPTED = "accepted"
    MAPPED = "mapped"
    REJECTED = "rejected"


class UnverifiedName(Model):
    """`unverified_names/{hash of the name}`: a name and the decision about it, if any."""

    name: str
    jobs: int = 0
    first_seen_at: datetime
    last_seen_at: datetime
    decision: Decision | None = None
    taxon: Classification | None = None


def plain(name: str) -> str:
    """Sanitise a model's name for display: one line of at most 80 visible characters, without markup."""
    visible = "".join(letter for letter in name if letter.isspace() or not is_hidden(letter))
    return " ".join(visible.translate({ord("<"): None, ord(">"): None}).split())[:MAX_LENGTH]


def get(name: str) -> UnverifiedName | None:
    """Return a name from the queue."""
    stored = _reference(name).get().to_dict()
    return UnverifiedName.model_validate(stored) if stored else None


def report(unit: UnitOfWork, name: str, now: datetime) -> None:
    """Add a name to the queue, or count it again."""
    stored = unit.get(_reference(name))
    before = (
        UnverifiedName.model_validate(stored)
        if stored
        else UnverifiedName(name=name, first_seen_at=now, last_seen_at=now)
    )
    counted = before.model_copy(update={"jobs": before.jobs + 1, "last_seen_at": now})
    unit.set(_reference(name), counted.model_dump())


def undecided() -> list[UnverifiedName]:
    """Return the names waiting for a decision, the most frequent first."""
    query = _names().where(filter=FieldFilter("decision", "==", None)).order_by("jobs", direction="DESCENDING")
    return [UnverifiedName.model_validate(found.to_dict()) for found in query.limit(QUEUE_LENGTH).stream()]


def accept(name: str, below: str | None, now: datetime) -> Classification | None:
    """Accept a name as an animal, in its genus or below another taxon; None if the name or that taxon is unknown."""
    taxon = _new_taxon(name, below)
    return taxon if taxon and _decide(name, Decision.ACCEPTED, taxon, now) else None


def _new_taxon(name: str, below: str | None) -> Classification | None:
    parsed = parse(name)
    if parsed is None or not parsed.taxa:
        return None
    full, *wider = parsed.taxa
    above = names.resolve_name(below or (wider[-1] if wider else ""))
    if above is None:
        return None
    lineage = [*above.lineage, Taxon(name=above.scientific_name, rank=above.rank)]
    return Classification(scientific_name=full, rank=rules.rank_of_form(full), lineage=lineage)


def map_to(name: str, other: str, now: datetime) -> Classification | None:
    """Map a name to a known taxon; None if either is unknown."""
    taxon = names.resolve_name(other)
    return taxon if taxon and _decide(name, Decision.MAPPED, taxon, now) else None


def reject(name: str, now: datetime) -> bool:
    """Reject a name; return False if it is not in the queue."""
    return _decide(name, Decision.REJECTED, None, now)


def _decide(name: str, decision: Decision, taxon: Classification | None, now: datetime) -> bool:
    """Record a decision, and queue the update of the jobs with this name."""

    def work(unit: UnitOfWork) -> bool:
        stored = unit.get(_reference(name))
        if stored is None:
            return False
        decided = UnverifiedName.model_validate(stored | {"decision": decision, "taxon": taxon})
        unit.set(_reference(name), decided.model_dump())
        if taxon:
            outbox.add_work(unit, READ_AGAIN, Work(subject=name, at=now))
        return True

    return transact(work)


def _names() -> Any:
    return firestore.client().collection("unverified_names")


def _reference(name: str) -> firestore.Reference:
    reference: firestore.Reference = _names().document(hashlib.sha256(name.encode()).hexdigest()[:24])
    return reference
