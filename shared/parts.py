"""The parts of the product, in the order in which a person's data is deleted.

Entries come before the jobs whose pictures they show; the account comes last, so that an interrupted deletion is
restarted.
"""

from shared import audit, backups, idempotency, limits, outbox
from shared.accounts import part as accounts
from shared.animals import part as animals
from shared.dex import part as dex
from shared.graph import part as graph
from shared.moderation import part as moderation
from shared.notices import part as notices
from shared.privacy import part as exports
from shared.privacy.housekeeping import Privacy
from shared.social import part as social
from shared.vision import part as vision

PARTS = (
    moderation.PART,
    social.PART,
    graph.PART,
    dex.PART,
    notices.PART,
    vision.PART,
    animals.PART,
    idempotency.PART,
    outbox.PART,
    limits.PART,
    exports.PART,
    audit.PART,
    backups.PART,
    accounts.PART,
)
PRIVACY = Privacy(PARTS)
CHORES = {chore.name: chore for chore in (*PRIVACY.chores(), *(chore for part in PARTS for chore in part.chores))}
"""By name; deletions come before exports."""
