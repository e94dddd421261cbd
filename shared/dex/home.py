"""The home screen, in one request."""

from shared.accounts import people
from shared.base_model import PageQuery
from shared.dex import views
from shared.dex.replies import Home
from shared.dex.requests import MyEntriesQuery, StatsQuery
from shared.social import service as social
from shared.vision import service as vision

ITEMS = 10


def home(uid: str, query: StatsQuery) -> Home:
    """Return a person's account, statistics, newest entries, open requests and running jobs.

    Raises:
        Problem: `not_found`: there is no account.

    """
    return Home(
        account=people.me(uid),
        stats=views.stats(uid, query),
        entries=views.my_entries(uid, MyEntriesQuery(limit=ITEMS)).items,
        requests=social.pending(uid, PageQuery(limit=ITEMS)).items,
        jobs=vision.running_jobs(uid, ITEMS),
    )
