"""Sign-up and sign-in on the emulators."""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import requests
from firebase_admin import auth as firebase
from firebase_admin.exceptions import UnavailableError
from google.api_core.exceptions import ResourceExhausted

from shared.accounts import people, rules, sessions, sign_in, sign_up, store
from shared.accounts.models import Login, Me, NewUser
from shared.cloud import firestore
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth import identity, passwords
from shared.problems import Code, Problem
from shared.settings import settings
from tests.conftest import forget_cached, unsigned_token
from tests.integration.conftest import PASSWORD, Player, client, tidy
from tests.integration.test_dex import add, completed_job

FIRESTORE_IS_BUSY: Exception = ResourceExhausted("down")  # type: ignore[no-untyped-call]


def new_user(name: str = "misty", email: str = "misty@example.org") -> NewUser:
    return NewUser(username=name, email=email, password=PASSWORD, password_confirm=PASSWORD)


def count(life_list: str) -> int:
    return len(list(firestore.client().collection(life_list).stream()))


def test_a_person_signs_up_signs_in_stays_signed_in_and_sees_their_account(stack_project: None) -> None:
    routes, name = client("auth"), f"Misty-{secrets.token_hex(4)}"
    email = f"{name}@Example.org"
    body = {"username": name, "email": email, "password": PASSWORD, "password_confirm": PASSWORD}
    assert routes.post("/api/v1/users/", json=body).status_code == 201
    for login in ({"username": name.upper()}, {"email": email}):
        tokens = routes.post("/api/v1/auth/login", json={**login, "password": PASSWORD}).get_json()
        assert tokens["user"]["username"] == name
    fresh = routes.post("/api/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).get_json()
    me = routes.get("/api/v1/users/me", headers={"Authorization": f"Bearer {fresh['access_token']}"}).get_json()
    assert (me["email"], len(me["friend_code"])) == (email.lower(), 8)


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_name_and_a_wrong_password_look_the_same(stack_project: None, known: bool) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    if known:
        sign_up.sign_up(new_user(name, f"{name}@example.org"))
    response = client("auth").post("/api/v1/auth/login", json={"username": name, "password": "wrong-one"})
    assert (response.status_code, response.get_json()["code"]) == (401, "invalid_credentials")
    assert response.get_json()["detail"] == "The name or the password is not right."


def test_when_firebase_has_seen_too_many_wrong_passwords_one_has_to_wait(stack_project: None) -> None:
    answer = requests.Response()
    answer.status_code, answer._content = 400, b'{"error": {"message": "TOO_MANY_ATTEMPTS_TRY_LATER : later"}}'
    with patch("shared.cloud.auth.passwords.requests.request", return_value=answer):
        response = client("auth").post("/api/v1/auth/login", json={"email": "a@example.org", "password": "x"})
    assert (response.status_code, response.get_json()["code"]) == (429, "too_many_attempts")
    assert response.headers["Retry-After"] == "60"


def test_a_refresh_token_that_is_not_good_is_refused(stack_project: None) -> None:
    response = client("auth").post("/api/v1/auth/refresh", json={"refresh_token": "forged"})
    assert (response.status_code, response.get_json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer forged", "Basic bWlzdHk6MQ=="])
def test_without_a_good_token_nobody_gets_in(project: str, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    response = client("auth").get("/api/v1/users/me", headers=headers)
    assert (response.status_code, response.get_json()["code"]) == (401, "not_signed_in")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_person_who_is_shut_out_is_refused_at_once(player: Player) -> None:
    sessions.shut_out(player.uid)
    refused = player.call("auth", "GET", "/api/v1/users/me")
    assert (refused.status_code, refused.get_json()["code"]) == (401, "not_signed_in")
    player.token = unsigned_token(player.uid, settings().google_cloud_project, auth_time=int(time.time()) + 60)
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 401
    assert firebase.get_user(player.uid, app=identity.app()).disabled


def never(*_: object, **__: object) -> None:
    raise AssertionError("Firebase Auth was asked for an account.")


def test_signing_out_shutting_out_and_deleting_work_at_once_while_firebase_cannot_be_asked(
    new_player: Callable[[], Player],
) -> None:
    ash, misty, brock = new_player(), new_player(), new_player()
    is_down = UnavailableError("Firebase Auth is down")
    with (
        patch("firebase_admin._auth_client.Client.get_user", side_effect=never) as looked_up,
        patch("firebase_admin._auth_client.Client.revoke_refresh_tokens", side_effect=is_down),
    ):
        for player in (ash, misty, brock):
            assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200
        assert ash.call("auth", "POST", "/api/v1/auth/logout").status_code == 503
        with patch.object(auth_accounts, "exists", side_effect=is_down):
            with pytest.raises(UnavailableError):
                sessions.shut_out(misty.uid)
            assert brock.call("auth", "DELETE", "/api/v1/users/me").status_code == 202
        for player in (ash, misty, brock):
            assert player.call("dex", "GET", "/api/v1/dex/stats").status_code == 401
        assert looked_up.call_count == 0
    assert people.get_profile(brock.uid) is None


def test_every_wrong_field_is_told(project: str) -> None:
    body = {"username": "a", "email": "nowhere", "password": "short", "password_confirm": "short"}
    problem = client("auth").post("/api/v1/users", json=body)
    assert problem.status_code == 422
    assert set(problem.get_json()["errors"]) == {"username", "email", "password"}


def test_of_many_who_take_one_name_exactly_one_gets_it(project: str) -> None:
    def attempt(n: int) -> Me | Code:
        try:
            return sign_up.sign_up(new_user("brock", f"brock{n}@example.org"))
        except Problem as problem:
            return problem.code

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(attempt, range(6)))
    assert sorted(type(result).__name__ for result in results) == ["Code"] * 5 + ["Me"]
    assert [count(name) for name in ("users", "profiles", "usernames", "friend_codes")] == [1, 1, 1, 1]


def test_an_address_that_is_taken_leaves_the_name_free(project: str) -> None:
    sign_up.sign_up(new_user())
    with pytest.raises(Problem) as problem:
        sign_up.sign_up(new_user(name="brock"))
    assert problem.value.errors == {"email": ["There is already an account with this address."]}
    assert sign_up.sign_up(new_user("brock", "brock@example.org")).username == "brock"


@pytest.mark.parametrize("step", ["reserve_name", "create_account"])
def test_a_sign_up_that_dies_half_way_goes_on_with_the_same_request(project: str, step: str) -> None:
    with patch.object(store, step, side_effect=SystemExit), pytest.raises(SystemExit):
        sign_up.sign_up(new_user())
    assert sign_up.sign_up(new_user()).username == "misty"
    assert [count(name) for name in ("users", "profiles", "usernames", "friend_codes")] == [1, 1, 1, 1]


def says_name_is_taken(problem: Problem) -> bool:
    return [sentence.partition(".")[0] for sentence in (problem.errors or {})["username"]] == ["This name is taken"]


def test_who_wants_a_name_that_is_taken_is_offered_free_ones(project: str) -> None:
    for number, name in enumerate(("Misty", "misty_owl", "misty_newt")):
        sign_up.sign_up(new_user(name, f"misty{number}@example.org"))
    with pytest.raises(Problem) as problem:
        sign_up.sign_up(new_user("MISTY", "another@example.org"))
    taken = "This name is taken. These are available: misty_fox, misty_wren, misty_lynx."
    assert problem.value.errors == {"username": [taken]}


def test_a_sign_up_whose_answer_was_lost_succeeds_when_it_is_sent_again(stack_project: None) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    new = new_user(name, f"{name}@example.org")
    with patch.object(people, "me", side_effect=SystemExit), pytest.raises(SystemExit):
        sign_up.sign_up(new)
    again = sign_up.sign_up(new)
    assert sign_up.sign_up(new) == again
    assert people.find_by_name(name) == again.id
    other = {"password": "another-one-7", "password_confirm": "another-one-7"}
    for wrong in ({"email": "other@example.org"}, other):
        with pytest.raises(Problem) as problem:
            sign_up.sign_up(new.model_copy(update=wrong))
        assert says_name_is_taken(problem.value)


def test_a_sign_up_says_nothing_of_a_password_but_that_of_its_own_account_and_not_for_long(stack_project: None) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    new = new_user(name, f"{name}@example.org")
    uid = sign_up.sign_up(new).id
    assert sign_up.sign_up(new).id == uid
    made = {"created_at": datetime.now(UTC) - rules.PENDING_LIFETIME}
    firestore.client().collection("users").document(uid).update(made)
    with patch.object(passwords, "sign_in") as tried, pytest.raises(Problem) as problem:
        sign_up.sign_up(new)
    assert (says_name_is_taken(problem.value), tried.call_count) == (True, 0)


def test_guessing_by_sign_up_is_limited_as_by_sign_in(
    stack_project: None, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGN_INS_PER_HOUR_TO_ACCOUNT", "2")
    forget_cached()
    name = f"misty-{secrets.token_hex(4)}"
    new = new_user(name, f"{name}@example.org")
    sign_up.sign_up(new)
    with patch.object(passwords, "sign_in", side_effect=passwords.InvalidCredentialsError) as tried:
        for number in range(4):
            guess = {"password": f"guess-number-{number}", "password_confirm": f"guess-number-{number}"}
            with pytest.raises(Problem, match="not valid"):
                sign_up.sign_up(new.model_copy(update=guess))
    assert tried.call_count == 2


def test_an_address_is_one_account_however_it_is_typed(project: str) -> None:
    domain = f"m\u00fcnchen-{secrets.token_hex(4)}.de"
    sign_up.sign_up(new_user("misty", f"Misty@{domain}"))
    with pytest.raises(Problem) as problem:
        sign_up.sign_up(new_user("brock", f"misty@{domain.upper()}"))
    assert problem.value.errors == {"email": ["There is already an account with this address."]}


def test_of_one_request_sent_twice_the_failure_of_one_leaves_what_the_other_made(stack_project: None) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    new = new_user(name, f"{name}@example.org")
    create = sign_up._create_account

    def completed_by_the_other(*args: Any) -> bool:
        create(*args)
        raise ConnectionError

    with patch.object(sign_up, "_create_account", side_effect=completed_by_the_other), pytest.raises(ConnectionError):
        sign_up.sign_up(new)
    assert sign_in.log_in(Login(username=name, password=PASSWORD)).user == sign_up.sign_up(new)


def test_the_same_request_many_times_at_once_is_one_account(stack_project: None) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: sign_up.sign_up(new_user(name, f"{name}@example.org")), range(6)))
    assert len({me.id for me in made}) == 1
    assert sign_in.log_in(Login(username=name, password=PASSWORD)).user == made[0]


@pytest.mark.parametrize("name", ["admin", "__main__", "____"])
def test_a_reserved_name_is_refused_and_finds_nobody(project: str, name: str) -> None:
    body = {"username": name, "email": "a@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
    refused = client("auth").post("/api/v1/users", json=body).get_json()
    assert refused["errors"] == {"username": ["This name is reserved."]}
    with patch.object(passwords, "sign_in", side_effect=passwords.InvalidCredentialsError):
        response = client("auth").post("/api/v1/auth/login", json={"username": name, "password": PASSWORD})
    assert response.status_code == 401


def test_a_sign_up_that_fails_leaves_nothing_behind(project: str) -> None:
    with patch.object(store, "create_account", side_effect=ConnectionError), pytest.raises(ConnectionError):
        sign_up.sign_up(new_user())
    assert [count(name) for name in ("users", "profiles", "usernames", "friend_codes")] == [0, 0, 0, 0]
    assert list(firebase.list_users(app=identity.app()).iterate_all()) == []


def test_after_signing_out_the_tokens_that_were_given_are_refused_also_those_of_the_same_second(player: Player) -> None:
    now = int(time.time())
    with patch.object(sessions, "time", SimpleNamespace(time=lambda: now + 0.9, sleep=lambda _: None)):
        assert player.call("auth", "POST", "/api/v1/auth/logout").status_code == 202
    statuses = []
    for signed_in_at in (now - 1, now, now + 1):
        player.token = unsigned_token(player.uid, settings().google_cloud_project, auth_time=signed_in_at)
        statuses.append(player.call("auth", "GET", "/api/v1/users/me").status_code)
    assert statuses == [401, 401, 200]


def test_signing_in_again_right_after_signing_out_works(stack_project: None) -> None:
    routes, name = client("auth"), f"misty-{secrets.token_hex(4)}"
    sign_up.sign_up(new_user(name, f"{name}@example.org"))
    for _ in range(2):
        tokens = routes.post("/api/v1/auth/login", json={"username": name, "password": PASSWORD}).get_json()
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert routes.get("/api/v1/users/me", headers=headers).status_code == 200
        assert routes.post("/api/v1/auth/logout", headers=headers).status_code == 202
        assert routes.get("/api/v1/users/me", headers=headers).status_code == 401
    assert routes.post("/api/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401


@pytest.mark.parametrize(
    "claims", [{"auth_time": None}, {"auth_time": "x"}, {"auth_time": 1e300}, {"auth_time": -1e18}]
)
def test_a_token_with_absurd_claims_is_refused(player: Player, claims: dict[str, Any]) -> None:
    player.token = unsigned_token(player.uid, settings().google_cloud_project, **claims)
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 401


@pytest.mark.parametrize("known", [True, False])
def test_a_password_reset_tells_nobody_whether_there_is_an_account(stack_project: None, known: bool) -> None:
    name = f"misty-{secrets.token_hex(4)}"
    if known:
        sign_up.sign_up(new_user(name, f"{name}@example.org"))
    response = client("auth").post("/api/v1/auth/password-reset", json={"email": f"{name}@example.org"})
    assert (response.status_code, response.data) == (202, b"")


def test_an_address_is_proven_by_a_mail(player: Player) -> None:
    assert player.call("auth", "POST", "/api/v1/auth/verify-email").status_code == 202


def test_another_friend_code_takes_the_place_of_the_old_one(player: Player) -> None:
    old = player.call("auth", "GET", "/api/v1/users/friend-code").get_json()["friend_code"]
    new = player.call("auth", "POST", "/api/v1/users/friend-code/rotate").get_json()["friend_code"]
    assert new != old
    codes = {code.id for code in firestore.client().collection("friend_codes").stream()}
    assert codes == {new}
    assert player.call("auth", "GET", "/api/v1/users/me").get_json()["friend_code"] == new


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (requests.ConnectionError("down"), 503, "unavailable"),
        (FIRESTORE_IS_BUSY, 503, "unavailable"),
        (ZeroDivisionError("secret detail"), 500, "internal"),
    ],
)
def test_our_failures_are_told_without_their_insides(
    player: Player, failure: Exception, status: int, code: str
) -> None:
    with patch.object(store, "get_user", side_effect=failure):
        response = player.call("auth", "GET", "/api/v1/users/me")
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert not any(inside in response.text for inside in ("secret", "Traceback", "down"))


def test_a_new_friend_code_of_an_account_that_goes_meanwhile_ends(player: Player) -> None:
    with patch.object(rules, "new_friend_code", side_effect=lambda: firestore_delete(player.uid)):
        response = player.call("auth", "POST", "/api/v1/users/friend-code/rotate")
    assert (response.status_code, response.get_json()["code"]) == (403, "no_account")


def firestore_delete(uid: str) -> str:
    firestore.client().collection("users").document(uid).delete()
    return "ABCD2345"


def test_a_sign_up_that_was_given_up_frees_name_and_address(project: str) -> None:
    with patch.object(store, "create_account", side_effect=SystemExit), pytest.raises(SystemExit):
        sign_up.sign_up(new_user())
    later = datetime.now(UTC) + rules.PENDING_LIFETIME * 2
    with patch.object(auth_accounts, "delete_user", side_effect=SystemExit), pytest.raises(SystemExit):
        tidy(later)
    assert tidy(later)["release-name"] >= 1
    assert sign_up.sign_up(new_user("brock")).username == "brock"
    assert sign_up.sign_up(new_user("misty", "other@example.org")).username == "misty"


def test_a_sign_up_that_comes_back_too_late_gets_nothing(project: str) -> None:
    later = datetime.now(UTC) + rules.PENDING_LIFETIME * 2

    def slow(*args: object) -> bool:
        tidy(later)
        return create(*args)  # type: ignore[arg-type]

    create = sign_up._create_account
    with patch.object(sign_up, "_create_account", side_effect=slow), pytest.raises(Problem) as problem:
        sign_up.sign_up(new_user())
    assert says_name_is_taken(problem.value)
    assert [count(name) for name in ("users", "profiles", "usernames", "friend_codes")] == [0, 0, 0, 0]
    assert not auth_accounts.exists("misty@example.org")


def test_a_person_changes_what_they_send_and_nothing_else(player: Player) -> None:
    def change(**body: object) -> Any:
        return player.call("auth", "PATCH", "/api/v1/users/me", json=body)

    changed = change(display_name="Misty 🐚", bio="Water", locale="pt-BR", default_visibility="private").get_json()
    assert (changed["display_name"], changed["default_geoprivacy"]) == ("Misty 🐚", "obscured")
    assert change(bio=None, ai_opt_out=True).get_json() == changed | {"bio": None, "ai_opt_out": True, "revision": 2}
    assert player.call("auth", "GET", f"/api/v1/users/{player.uid}").get_json()["display_name"] == "Misty 🐚"
    wrong = change(
        display_name="a\nb\x07", bio="x" * 301, default_visibility="everybody", locale="Elvish", avatar_entry="none"
    )
    assert set(wrong.get_json()["errors"]) == {"display_name", "bio", "default_visibility", "locale"}
    assert change(avatar_entry="none").get_json()["errors"] == {"avatar_entry": ["This is not one of your entries."]}
    assert change(default_visibility=None).status_code == 422


def test_an_avatar_is_a_picture_of_ones_own_that_every_signed_in_person_sees(
    player: Player, new_player: Callable[[], Player]
) -> None:
    other = new_player()
    entry = add(player, completed_job(player.uid)).get_json()["id"]
    assert other.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": entry}).status_code == 422
    assert other.call("dex", "GET", f"/media/avatars/{player.uid}/{entry}").status_code == 404
    assert player.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": entry}).status_code == 200
    url = other.call("auth", "GET", f"/api/v1/users/{player.uid}").get_json()["avatar_url"]
    assert other.call("dex", "GET", url).data.startswith(b"\xff\xd8")
    player.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": None})
    assert other.call("dex", "GET", url).status_code == 404


def test_an_avatar_whose_entry_is_gone_is_none(player: Player) -> None:
    kept, gone = (add(player, completed_job(player.uid, number)).get_json()["id"] for number in (1, 2))
    player.call("auth", "PATCH", "/api/v1/users/me", json={"avatar_entry": gone})
    player.call("dex", "DELETE", f"/api/v1/dex/entries/{kept}")
    assert player.call("auth", "GET", "/api/v1/users/me").get_json()["avatar_url"].endswith(gone)
    player.call("dex", "DELETE", f"/api/v1/dex/entries/{gone}")
    assert player.call("auth", "GET", "/api/v1/users/me").get_json()["avatar_url"] is None
    assert player.call("auth", "GET", f"/api/v1/users/{player.uid}").get_json()["avatar_url"] is None
