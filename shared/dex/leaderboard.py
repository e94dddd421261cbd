"""The leaderboard: a person and their friends, ranked by what friends may see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from shared.accounts import people
from shared.base_model import PageQuery
from shared.dex import badges, rules, tallies
from shared.dex.documents import Month, Totals
from shared.dex.replies import Leaderboard, Score
from shared.dex.requests import LeaderboardQuery, Period
from shared.dex.store import entries, life_lists
from shared.social import service as social
from shared.social.models import PersonCard

MAX_FRIENDS = 100
AT_ONCE = 16  # life lists read in parallel
DAY = timedelta(days=1)


def leaderboard(uid: str, query: LeaderboardQuery) -> Leaderboard:
    """Rank a person and their friends (the newest hundred) by animals.

    It costs up to six reads per friend, regardless of the size of their dex: friendship, profile, two months, and the
    life list's summary or two counts; and a read per thirty friends each for suspensions and opt-outs.
    """
    today = rules.today(datetime.now(UTC), query.utc_offset)
    friends = social.friends(uid, PageQuery(limit=MAX_FRIENDS)).items
    cards = {friend.person.id: friend.person for friend in friends if friend.person.username}
    hidden = people.hidden_among(cards) | people.not_on_leaderboard_among(cards)
    shown = [*social.cards([uid]).values(), *(card for one, card in cards.items() if one not in hidden)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        scores = list(pool.map(lambda card: _score(card, query.period, today), shown))
    return Leaderboard(items=sorted(scores, key=_standing, reverse=True))


def _standing(score: Score) -> tuple[int, int, int, str]:
    return score.animals, score.discoveries, score.streak, score.person.id


def _score(card: PersonCard, period: Period, today: date) -> Score:
    animals, discoveries = _ever(card.id) if period is Period.EVER else _since(card.id, today.replace(day=1))
    streak = badges.streak(tallies.days_in(_last_months(card.id, today)), today)
    return Score(person=card, animals=animals, discoveries=discoveries, streak=streak)


def _ever(owner: str) -> tuple[int, int]:
    life_list = life_lists.get(owner)
    return life_list.totals.get(rules.FRIEND, Totals()).animals, life_list.discoveries


def _since(owner: str, day: date) -> tuple[int, int]:
    """Return the numbers of a person's new species and discoveries, as friends see them, since a day."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return life_lists.count_new(owner, rules.FRIEND, moment), entries.count_discoveries(owner, rules.FRIEND, moment)


def _last_months(owner: str, today: date) -> dict[str, Month]:
    """Return this month and the previous one, which bound the streak."""
    names = {tallies.month_of(today), tallies.month_of(today.replace(day=1) - DAY)}
    return life_lists.get_months(owner, sorted(names))
