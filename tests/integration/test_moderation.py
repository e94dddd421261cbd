"""Reports, the queue, decisions, suspensions and appeals."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from scripts import admin
from shared.cloud import firestore, storage
from shared.cloud.auth import passwords
from shared.dex import upkeep as dex
from shared.moderation import service
from shared.moderation.models import ModerationAction, NewDecision
from shared.moderation.rules import EVIDENCE_LIFETIME
from shared.parts import PARTS, PRIVACY
from shared.privacy import store as privacy
from shared.settings import settings
from tests.conftest import picture_bytes
from tests.integration.conftest import PASSWORD, Player, client, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_social import FRIENDSHIPS, ask, befriend

CASES = "/api/v1/social/moderation/cases"
REASON = {"reason": "This is somebody's grave."}


@pytest.fixture
def owner(new_player: Callable[[], Player]) -> Player:
    return new_player()


@pytest.fixture
def friend(new_player: Callable[[], Player], owner: Player) -> Player:
    player = new_player()
    befriend(owner, player)
    return player


@pytest.fixture
def moderator(new_player: Callable[[], Player]) -> Player:
    player = new_player()
    player.become_admin()
    return player


@pytest.fixture
def entry(owner: Player) -> dict[str, Any]:
    job_id = completed_job(owner.uid)
    for name, kind in (("dex.png", "PNG"), ("thumb.jpg", "JPEG")):
        storage.write(settings().media_bucket, f"jobs/{job_id}/0/{name}", picture_bytes(kind), "image/jpeg")
    shown = {"visibility": "public", "customizations": {"caption": "Rest in peace"}}
    made: dict[str, Any] = add(owner, job_id, **shown).get_json()
    owner.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": made["id"], "bio": "I was here."})
    return made


def report(player: Player, subject: str, kind: str = "entry", reason: str = "offensive", **words: str) -> Any:
    body = {"kind": kind, "subject": subject, "reason": reason, **words}
    return player.call("social", "POST", "/api/v1/social/reports", json=body)


def appeal(player: Player, **entry: str) -> Any:
    return player.call("social", "POST", "/api/v1/social/appeals", json={"words": "It was not me.", **entry})


def decide(moderator: Player, case: str, action: str, headers: dict[str, str] | None = None, **more: str) -> Any:
    body = {"action": action, **REASON, **more}
    return moderator.call("social", "POST", f"{CASES}/{case}/decisions", json=body, headers=headers or {})


def queue(moderator: Player) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = moderator.call("social", "GET", CASES).get_json()["items"]
    return items


def look(moderator: Player, case: str) -> Any:
    return moderator.call("social", "GET", f"{CASES}/{case}")


def audited(action: str) -> list[dict[str, Any]]:
    lines = [line.to_dict() or {} for line in firestore.client().collection("audit_log").stream()]
    return [line for line in lines if line["action"] == action]


def told(player: Player) -> list[str]:
    notices = player.call("social", "GET", "/api/v1/social/notices").get_json()["items"]
    return [notice["text"] for notice in notices if notice["kind"] == "moderation"]


# Reports


def test_reports_of_one_thing_are_one_case_and_each_person_counts_once(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any], new_player: Callable[[], Player]
) -> None:
    other = new_player()
    for _ in range(2):
        assert report(friend, entry["id"], words="A grave!").status_code == 202
    assert report(other, entry["id"], kind="caption").status_code == 202
    (case,) = queue(moderator)
    assert (case["id"], case["reports"], case["user_id"]) == (f"entry.{entry['id']}", 2, owner.uid)
    seen = look(moderator, case["id"]).get_json()
    assert {one["words"] for one in seen["report_list"]} == {"A grave!", None}
    assert {one["evidence"]["caption"] for one in seen["report_list"]} == {"Rest in peace"}
    assert seen["evidence"]["picture"]
    assert [line["details"] for line in audited("look")] == [{"case": case["id"]}]
    assert told(owner) == []


def test_a_report_tells_of_nothing_that_its_author_may_not_see(
    owner: Player, new_player: Callable[[], Player], entry: dict[str, Any]
) -> None:
    stranger = new_player()
    owner.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private"})
    hidden, missing = report(stranger, entry["id"]), report(stranger, "0" * 24)
    assert (hidden.status_code, hidden.get_json()) == (404, missing.get_json())
    nobody = report(stranger, "nobody", kind="person")
    assert nobody.status_code == 404
    assert report(owner, entry["id"]).status_code == 422


def test_reports_at_once_are_all_counted(
    owner: Player, moderator: Player, entry: dict[str, Any], new_player: Callable[[], Player]
) -> None:
    people = [new_player() for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda player: report(player, entry["id"]).status_code, people * 2))
    assert statuses == [202] * 8
    assert [case["reports"] for case in queue(moderator)] == [4]


def test_the_queue_is_read_by_cursor_the_oldest_first(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    report(friend, entry["id"])
    report(friend, owner.uid, kind="name", reason="harassment")
    first = moderator.call("social", "GET", CASES, query_string={"limit": 1}).get_json()
    rest = moderator.call("social", "GET", CASES, query_string={"cursor": first["next_cursor"]}).get_json()
    assert [one["id"] for page in (first, rest) for one in page["items"]] == [
        f"entry.{entry['id']}",
        f"person.{owner.uid}",
    ]
    assert rest["next_cursor"] is None


# What is hidden


def everywhere(viewer: Player, owner: Player, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what a viewer sees of an entry, by route; None if the route does not show it."""

    def ask(function: str, path: str, method: str = "GET", **options: Any) -> Any:
        response = viewer.call(function, method, path, **options)
        return response.get_json() if response.is_json and response.status_code == 200 else response.status_code

    people = {"people": [{"user_id": owner.uid}]}
    return {
        "entry": ask("dex", f"{ENTRIES}/{entry['id']}"),
        "list": ask("dex", f"{ENTRIES}/user/{owner.uid}/entries"),
        "copy": ask("dex", f"{ENTRIES}/batch_sync", "POST", json=people)["items"][0]["changes"]["entries"],
        "feed": ask("social", "/api/v1/social/feed"),
        "overview": ask("dex", f"{ENTRIES}/friends_overview"),
        "tree": ask("graph", "/api/v1/graph/evolutionary-tree")["nodes"],
        "picture": ask("dex", entry["dex_compatible_url"]),
        "avatar": ask("dex", f"/media/avatars/{owner.uid}/{entry['id']}"),
        "discoverer": ask("animals", f"/api/v1/animals/{entry['animal']['id']}")["discoverer"],
    }


def test_what_is_hidden_is_nowhere_at_once_and_comes_back_as_it_was(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    case = f"entry.{entry['id']}"
    before = everywhere(friend, owner, entry)
    token = friend.call("dex", "POST", f"{ENTRIES}/batch_sync", json={"people": [{"user_id": owner.uid}]}).get_json()[
        "items"
    ][0]["changes"]["token"]
    assert decide(moderator, case, "hide").status_code == 200
    hidden = everywhere(friend, owner, entry)
    assert (hidden["entry"], hidden["picture"], hidden["avatar"]) == (404, 404, 404)
    assert (hidden["list"]["items"], hidden["copy"], hidden["feed"]["items"]) == ([], [], [])
    assert [one["catches"] for one in hidden["overview"]["items"]] == [0]
    assert [node["id"] for node in hidden["tree"]] == ["life"]
    assert entry["id"] not in str(hidden)
    assert not (hidden["discoverer"] or {}).get("user_id")
    since = {"people": [{"user_id": owner.uid, "since": token}]}
    changed = friend.call("dex", "POST", f"{ENTRIES}/batch_sync", json=since).get_json()["items"][0]["changes"]
    assert changed["deleted"] == [entry["id"]]
    own = owner.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert own["mine"]["hidden"]["reason"] == REASON["reason"]
    assert own["visibility"] == "public"
    assert dex.recount(owner.uid, fix=False) == []
    assert decide(moderator, case, "restore").status_code == 200
    after = everywhere(friend, owner, entry)
    assert dex.recount(owner.uid, fix=False) == []
    volatile = {"revision", "updated_at"}
    assert without(after, volatile) == without(before, volatile)
    assert len(told(owner)) == 2


def without(shown: Any, names: set[str]) -> Any:
    if isinstance(shown, dict):
        return {name: without(value, names) for name, value in shown.items() if name not in names}
    return [without(value, names) for value in shown] if isinstance(shown, list) else shown


def test_an_owner_edits_and_deletes_what_is_hidden_and_nobody_else_sees_it(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    decide(moderator, f"entry.{entry['id']}", "hide")
    assert owner.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "friends"}).status_code == 200
    assert friend.call("dex", "GET", f"{ENTRIES}/{entry['id']}").status_code == 404
    assert appeal(owner, entry_id=entry["id"]).status_code == 202
    assert [(case["id"], case["appealed"]) for case in queue(moderator)] == [(f"entry.{entry['id']}", True)]
    assert owner.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}").status_code == 204
    seen = look(moderator, f"entry.{entry['id']}").get_json()
    assert seen["evidence"] is None
    assert seen["report_list"][0]["evidence"]["caption"] == "Rest in peace"
    assert decide(moderator, f"entry.{entry['id']}", "dismiss").get_json()["open"] is False


def test_a_profile_is_hidden_without_its_name_and_comes_back(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    def profile() -> Any:
        return friend.call("auth", "GET", f"/api/v1/users/{owner.uid}").get_json()

    before = profile()
    decide(moderator, f"person.{owner.uid}", "hide")
    assert (profile()["bio"], profile()["avatar_url"]) == (None, None)
    me = owner.call("auth", "GET", "/api/v1/users/me").get_json()
    assert me["hidden_texts"]["reason"] == REASON["reason"]
    owner.call("auth", "PATCH", "/api/v1/users/me", json={"bio": "Better now."})
    decide(moderator, f"person.{owner.uid}", "restore")
    assert profile() == before | {"bio": "Better now."}


def naming(viewer: Player, owner: Player, entry: dict[str, Any]) -> dict[str, Any]:
    """Return a viewer's responses from all routes that name people."""
    asked = {
        "person": ("auth", f"/api/v1/users/{owner.uid}"),
        "friends": ("social", f"{FRIENDSHIPS}/friends"),
        "pending": ("social", f"{FRIENDSHIPS}/pending"),
        "feed": ("social", "/api/v1/social/feed"),
        "notices": ("social", "/api/v1/social/notices"),
        "leaderboard": ("social", "/api/v1/social/leaderboard"),
        "overview": ("dex", f"{ENTRIES}/friends_overview"),
        "not seen": ("dex", "/api/v1/dex/not_seen"),
        "discoverer": ("animals", f"/api/v1/animals/{entry['animal']['id']}"),
        "tree": ("graph", "/api/v1/graph/evolutionary-tree"),
        "selected": ("graph", f"/api/v1/graph/evolutionary-tree?mode=selected&users={owner.uid}"),
        "poster": ("graph", "/api/v1/graph/evolutionary-tree/export?format=svg"),
        "export": ("dex", "/api/v1/dex/export?format=json"),
    }
    answers = {name: viewer.call(function, "GET", path) for name, (function, path) in asked.items()}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {}
    return {name: answer.get_json() if answer.is_json else answer.text for name, answer in answers.items()}


def test_a_hidden_username_is_nowhere_at_once_and_comes_back(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any], new_player: Callable[[], Player]
) -> None:
    late = new_player()
    before = naming(friend, owner, entry)
    assert all(owner.name in str(before[route]) for route in ("person", "friends", "feed", "tree", "selected"))
    assert owner.name in str(before["discoverer"])
    for _ in range(2):
        assert decide(moderator, f"person.{owner.uid}", "hide_name").status_code == 200
    hidden = naming(friend, owner, entry)
    assert owner.name not in str(hidden)
    assert hidden["person"] == before["person"] | {"username": "a player"}
    assert ask(late, username=owner.name).status_code == 404
    befriend(late, owner)
    assert owner.name not in str(naming(late, owner, entry))
    assert told(owner) == [f"Moderators have hidden your username: {REASON['reason']}"]
    assert decide(moderator, f"person.{owner.uid}", "restore_name").status_code == 200
    assert without(naming(friend, owner, entry), {"version"}) == without(before, {"version"})
    assert owner.name in str(naming(late, owner, entry)["tree"])
    assert [line["action"] for action in ("hide_name", "restore_name") for line in audited(action)] == [
        "hide_name",
        "restore_name",
    ]


def test_who_has_a_hidden_username_signs_in_with_it_and_appeals(owner: Player, moderator: Player) -> None:
    assert appeal(owner).status_code == 404
    decide(moderator, f"person.{owner.uid}", "hide_name")
    login = {"username": owner.name, "password": PASSWORD}
    tokens = passwords.Tokens(owner.uid, "id", "refresh", 3600)
    with patch.object(passwords, "sign_in", return_value=tokens) as sign_in:
        me = client("auth").post("/api/v1/auth/login", json=login).get_json()["user"]
    assert sign_in.call_args.args == (f"{owner.name}@example.org", PASSWORD)
    assert (me["username"], me["hidden_name"]["reason"]) == (owner.name, REASON["reason"])
    assert appeal(owner).status_code == 202
    case = look(moderator, f"person.{owner.uid}").get_json()
    assert (case["appealed"], case["evidence"]["username"]) == (True, owner.name)


# Decisions


def test_a_decision_again_or_at_once_is_one(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    report(friend, entry["id"])
    case = f"entry.{entry['id']}"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: decide(moderator, case, "hide"), range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(audited("hide")) == 1
    assert told(owner) == [f"Moderators have hidden an entry of yours: {REASON['reason']}"]
    assert queue(moderator) == []


def test_of_two_moderators_who_have_looked_at_the_same_the_second_is_told(
    friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    report(friend, entry["id"])
    case = f"entry.{entry['id']}"
    etag = look(moderator, case).headers["ETag"]
    assert decide(moderator, case, "dismiss", headers={"If-Match": etag}).status_code == 200
    assert decide(moderator, case, "hide", headers={"If-Match": etag}).status_code == 412
    assert audited("hide") == []


def test_a_correction_is_the_animal_that_the_moderator_sees(
    owner: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    case = f"entry.{entry['id']}"
    other = add(owner, completed_job(owner.uid, 1), animal_index=1).get_json()["animal"]["id"]
    assert decide(moderator, case, "correct").status_code == 422
    assert decide(moderator, case, "correct", animal_id=other).status_code == 200
    corrected = owner.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()
    assert (corrected["animal"]["id"], corrected["identified_by"]) == (other, "moderator")
    assert (entry["confidence"], corrected["confidence"]) == (0.9, None)
    assert dex.recount(owner.uid, fix=False) == []


@pytest.mark.parametrize(("about", "action"), [("entry", "suspend"), ("person", "correct")])
def test_what_is_not_possible_is_refused(
    moderator: Player, owner: Player, entry: dict[str, Any], about: str, action: str
) -> None:
    subject = {"entry": entry["id"], "person": owner.uid}[about]
    assert decide(moderator, f"{about}.{subject}", action).status_code == 422
    assert decide(moderator, f"{about}.{'0' * 24}", "warn").status_code == 404


def test_a_dismissed_report_tells_nobody_and_a_later_one_opens_the_case_anew(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    report(friend, entry["id"])
    decide(moderator, f"entry.{entry['id']}", "dismiss")
    assert (queue(moderator), told(owner)) == ([], [])
    report(friend, entry["id"], words="Look again.")
    assert [case["reports"] for case in queue(moderator)] == [1]


# Suspensions


def test_who_is_suspended_reads_and_exports_their_own_appeals_and_no_more(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    decide(moderator, f"person.{owner.uid}", "suspend")
    for function, path in (
        ("auth", "/api/v1/users/me"),
        ("dex", f"{ENTRIES}/my_entries"),
        ("dex", f"{ENTRIES}/{entry['id']}"),
        ("dex", entry["dex_compatible_url"]),
        ("dex", "/api/v1/dex/export?format=json"),
    ):
        assert owner.call(function, "GET", path).status_code == 200, path
    me = owner.call("auth", "GET", "/api/v1/users/me").get_json()
    assert (me["username"], me["suspension"]["reason"]) == (owner.name, REASON["reason"])
    assert owner.call("auth", "POST", "/api/v1/users/me/export").status_code == 202
    refused = owner.call("social", "GET", "/api/v1/social/feed")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "suspended")
    assert REASON["reason"] in refused.get_json()["detail"]
    assert owner.call("auth", "GET", f"/api/v1/users/{friend.uid}").status_code == 403
    assert appeal(owner).status_code == 202
    assert [(case["id"], case["appealed"]) for case in queue(moderator)] == [(f"person.{owner.uid}", True)]
    assert decide(moderator, f"person.{owner.uid}", "unsuspend").status_code == 200
    assert owner.call("social", "GET", "/api/v1/social/feed").status_code == 200
    assert appeal(owner).status_code == 404


def test_to_others_who_is_suspended_is_not_there_until_it_is_over(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any]
) -> None:
    def seen() -> dict[str, Any]:
        asked = {
            "person": friend.call("auth", "GET", f"/api/v1/users/{owner.uid}"),
            "friends": friend.call("social", "GET", "/api/v1/social/friendships/friends"),
            "entry": friend.call("dex", "GET", f"{ENTRIES}/{entry['id']}"),
            "feed": friend.call("social", "GET", "/api/v1/social/feed"),
            "tree": friend.call("graph", "GET", "/api/v1/graph/evolutionary-tree"),
            "avatar": friend.call("dex", "GET", f"/media/avatars/{owner.uid}/{entry['id']}"),
        }
        return {name: answer.get_json() if answer.is_json else answer.data for name, answer in asked.items()}

    before = seen()
    for _ in range(2):
        decide(moderator, f"person.{owner.uid}", "suspend")
    assert owner.name not in str(seen())
    assert entry["id"] not in str(seen())
    assert report(friend, owner.uid, kind="person").status_code == 404
    decide(moderator, f"person.{owner.uid}", "unsuspend")
    assert without(seen(), {"tree"}) == without(before, {"tree"})


def test_a_suspension_does_not_end_a_deletion(owner: Player, moderator: Player) -> None:
    decide(moderator, f"person.{owner.uid}", "suspend")
    assert owner.call("auth", "DELETE", "/api/v1/users/me").status_code == 202
    decide(moderator, f"person.{owner.uid}", "unsuspend")
    assert owner.call("auth", "GET", "/api/v1/users/me").status_code == 401
    assert firestore.client().document(f"profiles/{owner.uid}").get().exists is False


# What is kept


def test_evidence_goes_90_days_after_the_case_ended(friend: Player, moderator: Player, entry: dict[str, Any]) -> None:
    report(friend, entry["id"])
    tidy(datetime.now(UTC) + 2 * EVIDENCE_LIFETIME)
    assert kept() == 2, "the case is open"
    decide(moderator, f"entry.{entry['id']}", "warn")
    tidy(datetime.now(UTC) + EVIDENCE_LIFETIME - timedelta(hours=1))
    assert kept() == 2
    tidy(datetime.now(UTC) + EVIDENCE_LIFETIME + timedelta(hours=1))
    assert kept() == 0


def kept() -> int:
    names = ("reports", "moderation_cases")
    return sum(len(list(firestore.client().collection(name).stream())) for name in names)


def test_the_export_holds_what_a_person_reported_and_not_who_reported_them(
    owner: Player, friend: Player, entry: dict[str, Any]
) -> None:
    report(friend, entry["id"], words="A grave!")
    assert ["A grave!" in str(one) for one in service.export(friend.uid, "").items] == [True]
    for part in PARTS:
        for export in part.exports:
            assert friend.uid not in str(export.read(owner.uid, "").items) or part.name in {"social", "dex", "notices"}
    assert service.export(owner.uid, "").items == []


@pytest.mark.parametrize("who", ["owner", "friend"])
def test_who_goes_leaves_no_uid_in_reports_and_cases(
    owner: Player, friend: Player, moderator: Player, entry: dict[str, Any], who: str
) -> None:
    leaving = {"owner": owner, "friend": friend}[who]
    report(friend, entry["id"], words="A grave!")
    report(friend, owner.uid, kind="person")
    decide(moderator, f"person.{owner.uid}", "suspend")
    while service.erase(leaving.uid, 1):
        pass
    places = dict(PRIVACY.places_of(leaving.uid))
    assert not [found for place, found in places.items() if place.startswith(("reports", "moderation")) if found]
    assert not [path for path in privacy.search(leaving.uid) if path.startswith(("reports", "moderation"))]


# Operators


def test_operators_do_the_same_from_the_command_line(
    owner: Player, friend: Player, entry: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    report(friend, owner.uid, kind="person", reason="spam")
    assert admin.main(["cases"]) == 0
    assert f"person.{owner.uid}" in capsys.readouterr().out
    assert admin.main(["case", f"person.{owner.name}"]) == 0
    assert '"spam"' in capsys.readouterr().out
    assert admin.main(["decide", f"person.{owner.name}", "warn", "--reason", "No spam."]) == 0
    assert told(owner) == []
    assert admin.main(["decide", f"person.{owner.name}", "warn", "--reason", "No spam.", "--yes"]) == 0
    assert told(owner) == ["Moderators warn you about your profile: No spam."]
    assert admin.main(["decide", "nothing", "warn", "--reason", "x", "--yes"]) == 1


def test_a_decision_that_dies_leaves_nothing(
    owner: Player, entry: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("shared.notices.service.store.put", die)
    with pytest.raises(RuntimeError):
        service.decide("operator:me", f"entry.{entry['id']}", NewDecision(action=ModerationAction.HIDE, **REASON))
    assert owner.call("dex", "GET", f"{ENTRIES}/{entry['id']}").get_json()["mine"]["hidden"] is None
    assert audited("hide") == []
    assert kept() == 0
