"""Who gets in: tokens as the real Firebase Auth issues them, App Check, roles, rate limits, health."""

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from threading import Barrier, Event
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import jwt
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.exceptions import TransportError
from google.cloud.firestore import Client

from localcloud.stack import FUNCTIONS, Stack
from shared import limits
from shared.accounts import people
from shared.accounts import store as account_store
from shared.accounts.models import User
from shared.cloud import firestore, storage
from shared.cloud.auth import identity, passwords
from shared.http.health import Checks
from shared.problems import Problem
from shared.settings import settings
from tests.conftest import forget_cached
from tests.integration.conftest import Player, client
from tests.integration.test_dex import add, completed_job
from tests.integration.test_social import befriend

PROJECT = "demo-tokens"
FIREBASE_IS_DOWN: Exception = TransportError("down")  # type: ignore[no-untyped-call]


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def certificate() -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "securetoken")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key("google").public_key())
    dated = built.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    return dated.sign(key("google"), hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def token(signer: Any = None, algorithm: str = "RS256", **claims: object) -> str:
    now = int(time.time())
    issued = {"iat": now - 10, "auth_time": now - 10, "exp": now + 600, "sub": "ash"}
    who = {"iss": f"https://securetoken.google.com/{PROJECT}", "aud": PROJECT}
    signed_with = signer if signer is not None else key("google")
    return jwt.encode({**issued, **who, **claims}, signed_with, algorithm, headers={"kid": "k1"})


@pytest.fixture
def real_verification(stack: Stack, monkeypatch: pytest.MonkeyPatch, example_settings: None) -> Iterator[None]:
    """Use firebase-admin without an emulator: only Google's certificates and a person's documents are faked."""
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", PROJECT)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", stack.environment["GOOGLE_APPLICATION_CREDENTIALS"])
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
    forget_cached()
    certificates = patch("google.oauth2.id_token._fetch_certs", return_value={"k1": certificate()})
    user = User(email="ash@example.org", username="ash", friend_code="ABCD2345", created_at=datetime.now(UTC))
    account = patch.object(account_store, "get_user", return_value=user)
    profile = SimpleNamespace(model_dump=dict)
    with certificates, account, patch.object(people, "me", return_value=profile):
        yield


def test_a_token_of_firebase_is_taken(real_verification: None) -> None:
    person = identity.verify(token(admin=True))
    assert (person.uid, person.admin) == ("ash", True)


HOUR_AGO = int(time.time()) - 3600
FORGED: dict[str, Callable[[], str]] = {
    "another project": lambda: token(aud="other", iss="https://securetoken.google.com/other"),
    "another issuer": lambda: token(iss="https://evil.example"),
    "expired": lambda: token(iat=HOUR_AGO - 60, exp=HOUR_AGO, auth_time=HOUR_AGO - 60),
    "issued in the future": lambda: token(iat=int(time.time()) + 3600, exp=int(time.time()) + 7200),
    "another key": lambda: token(signer=key("somebody's")),
    "none-alg": lambda: token(signer="", algorithm="none"),
    "unsigned": lambda: token().rpartition(".")[0] + ".",
    "signed with the public certificate": lambda: token(signer=b"0" * 32, algorithm="HS256"),
    "no subject": lambda: token(sub=""),
}


@pytest.mark.parametrize("kind", FORGED)
def test_any_other_token_is_refused(real_verification: None, kind: str) -> None:
    headers = {"Authorization": f"Bearer {FORGED[kind]()}"}
    response = client("auth").get("/api/v1/users/me", headers=headers)
    assert (response.status_code, response.get_json()["code"]) == (401, "not_signed_in")


def test_when_firebase_does_not_answer_nobody_is_told_to_sign_in_again(real_verification: None) -> None:
    with patch("google.oauth2.id_token._fetch_certs", side_effect=FIREBASE_IS_DOWN):
        response = client("auth").get("/api/v1/users/me", headers={"Authorization": f"Bearer {token()}"})
    assert (response.status_code, response.get_json()["code"]) == (503, "unavailable")


# App Check


def app_token(**claims: object) -> str:
    fields = {"iss": "https://firebaseappcheck.googleapis.com/1", "aud": [f"projects/{PROJECT}"], "sub": "app"}
    now = int(time.time())
    return jwt.encode({**fields, "iat": now, "exp": now + 60, **claims}, key("google"), "RS256", headers={"kid": "k1"})


@pytest.mark.parametrize(
    ("mode", "given", "status"),
    [
        ("off", None, 200),
        ("log", None, 200),
        ("log", "forged", 200),
        ("enforce", None, 403),
        ("enforce", "forged", 403),
        ("enforce", "expired", 403),
        ("enforce", "another project", 403),
        ("enforce", "good", 200),
    ],
)
def test_app_check(
    real_verification: None, monkeypatch: pytest.MonkeyPatch, mode: str, given: str | None, status: int
) -> None:
    monkeypatch.setenv("APP_CHECK", mode)
    forget_cached()
    made = {
        "good": app_token(),
        "forged": "forged",
        "expired": app_token(exp=HOUR_AGO),
        "another project": app_token(aud=["projects/other"]),
    }
    headers = {"X-Firebase-AppCheck": made[given]} if given else {}
    signing_key = SimpleNamespace(key=key("google").public_key())
    with patch("jwt.PyJWKClient.get_signing_key_from_jwt", return_value=signing_key):
        response = client("auth").get("/api/v1/version", headers=headers)
    assert response.status_code == status
    if status != 200:
        assert response.get_json()["code"] == "app_not_verified"


def test_who_leaves_needs_no_app(real_verification: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_CHECK", "enforce")
    forget_cached()
    refused = passwords.InvalidCredentialsError
    with patch.object(limits, "consume"), patch.object(passwords, "sign_in", side_effect=refused):
        body = {"email": "ash@example.org", "password": "wrong-one"}
        assert client("auth").post("/api/v1/auth/login/", json=body).status_code == 401
        headers = {"Authorization": f"Bearer {token(auth_time=HOUR_AGO)}"}
        response = client("auth").delete("/api/v1/users/me", headers=headers)
        assert response.get_json()["code"] == "recent_sign_in_required"
        assert client("auth").get("/api/v1/users/me", headers=headers).get_json()["code"] == "app_not_verified"


# Rate limits


def writes(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []
    commit = Client.batch

    def counting(self: Client) -> Any:
        made.append(self)
        return commit(self)

    monkeypatch.setattr(Client, "batch", counting)
    return made


def test_too_many_sign_ins_from_one_address_are_refused_with_when_to_come_back(
    project: str, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGN_INS_PER_MINUTE", "3")
    forget_cached()

    def attempt(address: str) -> Any:
        headers = {"X-Forwarded-For": f"6.6.6.6, {address}, 10.0.0.1"}
        wrong = {"username": "misty", "password": "wrong-one"}
        return client("auth").post("/api/v1/auth/login", json=wrong, headers=headers)

    with patch.object(passwords, "sign_in", side_effect=passwords.InvalidCredentialsError):
        assert [attempt("1.2.3.4").status_code for _ in range(4)] == [401, 401, 401, 429]
        refused = attempt("1.2.3.4")
        assert (refused.get_json()["code"], refused.headers["Retry-After"]) == ("too_many_attempts", "30")
        assert attempt("1.2.3.5").status_code == 401


def test_instances_share_the_count_which_costs_one_write_and_none_once_used_up(
    project: str, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODE_LOOKUPS_PER_HOUR", "10")
    forget_cached()
    made = writes(monkeypatch)

    def consume(_: int) -> bool:
        try:
            limits.consume(limits.CODE_LOOKUPS, "ash")
        except Problem:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(consume, range(10))) == 10
    assert len(made) == 10
    assert not consume(0)
    assert not consume(0)
    assert len(made) == 11
    limits.forget()  # another instance
    assert not consume(0)
    stored = [counter.to_dict() for counter in firestore.client().collection("rate_limits").stream()]
    assert len(stored) == 1
    assert set(stored[0] or {}) == {"count", "expires_at"}


def test_reading_is_limited_in_memory_by_person(
    player: Player, new_player: Callable[[], Player], limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_player()
    monkeypatch.setenv("READS_PER_MINUTE", "3")
    forget_cached()
    made = writes(monkeypatch)
    batch = {"json": {"people": [{"user_id": other.uid}, {"user_id": player.uid}]}}
    reads = [("auth", "GET", "/api/v1/users/me", {}), ("dex", "POST", "/api/v1/dex/entries/batch_sync", batch)]
    statuses = [player.call(function, method, path, **how).status_code for function, method, path, how in reads * 2]
    assert statuses == [200, 200, 200, 429]
    assert other.call("auth", "GET", "/api/v1/users/me").status_code == 200
    assert len(made) == 1  # for the batch: one is a hundredth of a day's


def test_a_days_reads_are_counted_beside_those_of_each_minute_and_what_a_minute_refuses_is_not(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_800_000_030.0]
    monkeypatch.setattr("shared.limits.time", SimpleNamespace(time=lambda: clock[0]))
    monkeypatch.setenv("READS_PER_MINUTE", "2")
    monkeypatch.setenv("READS_PER_DAY", "3")
    forget_cached()

    def wait() -> int | None:
        try:
            limits.consume(limits.READS, "ash")
        except Problem as problem:
            return problem.retry_after
        return 0

    assert [wait() for _ in range(3)] == [0, 0, 30]
    clock[0] += 60
    until_tomorrow = limits.DAY - clock[0] % limits.DAY
    assert [wait() for _ in range(2)] == [0, until_tomorrow]
    clock[0] += until_tomorrow
    assert wait() == 0


def test_all_instances_add_up_a_days_reads_in_steps(
    project: str, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READS_PER_DAY", str(2 * limits.STEPS))
    forget_cached()
    made = writes(monkeypatch)

    def reads() -> int:
        """Return how often an instance allows a person to read."""
        for count in range(3 * limits.STEPS):
            try:
                limits.consume(limits.READS, "ash")
            except Problem:
                return count
        raise AssertionError("never refused")

    assert reads() == 2 * limits.STEPS + 1
    assert len(made) == limits.STEPS + 1
    limits.forget()  # another instance
    assert reads() == 1
    assert len(made) == limits.STEPS + 2


def test_what_a_person_is_sent_in_a_day_is_limited(
    player: Player, new_player: Callable[[], Player], limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    job_id = f"job0-{player.uid}"
    storage.write(settings().media_bucket, f"jobs/{job_id}/original", bytes(5000), "image/jpeg")
    monkeypatch.setenv("SENT_KB_PER_DAY", "14")
    forget_cached()
    original = entry["pictures"][0]["original_url"]
    first, *others = [player.call("dex", "GET", original) for _ in range(3)]
    assert [one.status_code for one in others] == [200, 429]
    assert others[1].get_json()["detail"].startswith("You have reached today's download limit")
    known = {"If-None-Match": first.headers["ETag"]}
    assert player.call("dex", "GET", original, headers=known).status_code == 429
    assert new_player().call("dex", "GET", "/api/v1/dex/home").status_code == 200
    assert player.call("auth", "PATCH", "/api/v1/users/me", json={"ai_opt_out": True}).status_code == 200


def test_whoever_has_used_up_the_days_changes_costs_nothing(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANGES_PER_DAY", "1")
    forget_cached()

    def change() -> int:
        changed = player.call("auth", "PATCH", "/api/v1/users/me", json={"ai_opt_out": True})
        return int(changed.status_code)

    assert [change(), change()] == [200, 429]
    made = writes(monkeypatch)
    with patch.object(account_store, "get_user", side_effect=AssertionError):
        assert change() == 429
    assert made == []


def test_several_dexes_at_once_have_a_limit_of_their_own(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BATCHES_PER_DAY", "1")
    forget_cached()
    batch = {"people": [{"user_id": player.uid}]}
    statuses = [player.call("dex", "POST", "/api/v1/dex/entries/batch_sync", json=batch).status_code for _ in range(2)]
    assert statuses == [200, 429]
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200


def test_all_that_comes_from_one_address_is_limited_before_anything_is_read(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "2")
    forget_cached()

    def ask(address: str) -> Any:
        return player.call("auth", "GET", "/api/v1/users/me", headers={"X-Forwarded-For": f"{address}, 10.0.0.1"})

    with patch.object(account_store, "get_user", wraps=account_store.get_user) as read:
        assert [ask("2001:db8::1").status_code, ask("2001:db8::2:3").status_code] == [200, 200]
        before = read.call_count
        refused = ask("2001:db8::4")  # one subscriber has all the addresses of a /64
        assert (refused.status_code, refused.headers["Retry-After"], read.call_count) == (429, "30", before)
        assert ask("2001:db8:0:1::1").status_code == 200
        assert ask("not an address").status_code == 200


def test_a_person_is_named_once_in_a_batch(player: Player) -> None:
    twice = {"people": [{"user_id": player.uid}, {"user_id": player.uid}]}
    assert player.call("dex", "POST", "/api/v1/dex/entries/batch_sync", json=twice).status_code == 422


def from_address(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.{number}.0.1, 10.0.0.1"}


@pytest.mark.parametrize("known", [True, False])
def test_who_has_many_addresses_tries_no_more_passwords_of_an_account(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    monkeypatch.setenv("SIGN_INS_PER_HOUR_TO_ACCOUNT", "3")
    forget_cached()
    name = player.name if known else "nobody-here"
    logins = [{"username": name}, {"username": name.upper()}, {"username": name}, {"username": name}]
    if known:
        logins[1] = {"email": f"{name}@Example.org"}
    with patch.object(passwords, "sign_in", side_effect=passwords.InvalidCredentialsError):
        statuses = [
            client("auth").post("/api/v1/auth/login", json={**login, "password": "x"}, headers=from_address(number))
            for number, login in enumerate(logins)
        ]
        assert [response.status_code for response in statuses] == [401, 401, 401, 429]
        other = {"username": "somebody-else", "password": "x"}
        assert client("auth").post("/api/v1/auth/login", json=other).status_code == 401


def test_a_mailbox_is_not_flooded_from_many_addresses(
    stack_project: None, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILS_PER_HOUR", "2")
    forget_cached()
    body = {"email": f"misty-{secrets.token_hex(4)}@example.org"}
    with patch.object(passwords, "send_password_reset") as sent:
        statuses = [
            client("auth").post("/api/v1/auth/password-reset", json=body, headers=from_address(number)).status_code
            for number in range(3)
        ]
    assert (statuses, sent.call_count) == ([202, 202, 429], 2)


def test_sign_ups_are_limited_by_network_too(project: str, limits_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGN_UPS_PER_HOUR_OF_NETWORK", "2")
    forget_cached()
    weak = {"username": "misty", "email": "m@example.org", "password": "password", "password_confirm": "password"}

    def attempt(address: str) -> int:
        headers = {"X-Forwarded-For": f"{address}, 10.0.0.1"}
        return client("auth").post("/api/v1/users", json=weak, headers=headers).status_code

    assert [attempt(f"1.2.3.{last}") for last in (4, 5, 6)] == [422, 422, 429]
    assert attempt("1.2.4.4") == 422


def test_counters_name_nobody_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = set()
    for secret in ("the-first-secret-of-all", "another-secret-of-ours"):
        monkeypatch.setenv("HASH_SECRET", secret)
        settings.cache_clear()
        ids.add(limits.counter_id(limits.SIGN_INS, "1.2.3.4", 60.0))
    assert len(ids) == 2


def test_the_api_key_travels_in_a_header(example_settings: None) -> None:
    answer = requests.Response()
    body = b'{"localId": "a", "idToken": "b", "refreshToken": "c", "expiresIn": "1"}'
    answer.status_code, answer._content = 200, body
    with patch("shared.cloud.auth.passwords.requests.request", return_value=answer) as sent:
        passwords.sign_in("ash@example.org", "secret-1")
        passwords.ping(1)
    key = settings().firebase_api_key.get_secret_value()
    for call in sent.call_args_list:
        assert key not in str(call.args) + str(call.kwargs.get("params"))
        assert call.kwargs["headers"] == {"X-Goog-Api-Key": key}


def test_an_unknown_name_costs_as_many_reads_as_a_known_one(player: Player) -> None:
    request: dict[str, int] = {}
    for name in (player.name, "nobody-here"):
        with (
            patch.object(account_store, "get_user", wraps=account_store.get_user) as get_user,
            patch.object(account_store, "uid_of_name", wraps=account_store.uid_of_name) as uid_of_name,
            patch.object(passwords, "sign_in", side_effect=passwords.InvalidCredentialsError) as sign_in,
        ):
            wrong = {"username": name, "password": "wrong-one"}
            assert client("auth").post("/api/v1/auth/login", json=wrong).status_code == 401
            request[name] = get_user.call_count + uid_of_name.call_count + sign_in.call_count
    assert set(request.values()) == {3}


# Roles and health


def test_everything_answers_and_how_is_for_admins(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    auth_function: Any = import_module("functions.auth.main")
    monkeypatch.setattr(auth_function, "CHECKS", Checks(auth_function.CHECKS.checks))
    anybody = client("auth").get("/api/v1/health")
    assert (anybody.status_code, anybody.get_json()) == (200, {"ok": True})
    assert player.call("auth", "GET", "/api/v1/health").get_json() == {"ok": True}
    player.become_admin()
    told = player.call("auth", "GET", "/api/v1/health").get_json()
    assert told["address"] == "127.0.0.1/32"
    parts = told["parts"]
    assert {name: part["ok"] for name, part in parts.items()} == dict.fromkeys(
        ("auth", "firestore", "provider", "storage", "tasks"), True
    )


def test_a_part_that_does_not_answer_is_named_and_not_asked_again_at_once() -> None:
    request = []

    def broken(timeout: float) -> None:
        request.append(timeout)
        raise requests.ConnectionError("refused")

    checks = Checks({"good": lambda timeout: timeout, "broken": broken})
    health = checks.run()
    assert checks.run() == health
    assert health.parts is not None
    assert (health.ok, health.parts["good"].ok, health.parts["broken"].cause) == (
        False,
        True,
        "ConnectionError: refused",
    )
    assert len(request) == 1


def test_whoever_asks_while_the_parts_are_asked_waits_for_the_same_outcome() -> None:
    calls, everybody_asks = [], Barrier(8)

    def slow(timeout: float) -> None:
        calls.append(timeout)
        is_asked.wait(10)

    is_asked, checks = Event(), Checks({"slow": slow})

    def ask(_: int) -> Any:
        everybody_asks.wait(10)
        return checks.run()

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, number) for number in range(8)]
        is_asked.set()
        assert len({id(answer.result()) for answer in answers}) == 1
    assert len(calls) == 1


def test_an_admins_look_at_somebodys_things_is_audited(player: Player, new_player: Callable[[], Player]) -> None:
    admin, friend = new_player(), new_player()
    admin.become_admin()
    befriend(player, friend)
    entry = add(player, completed_job(player.uid), visibility="private").get_json()["id"]
    for who, status in ((player, 200), (friend, 404), (admin, 200)):
        assert who.call("dex", "GET", f"/api/v1/dex/entries/{entry}").status_code == status
    assert admin.call("dex", "GET", "/api/v1/dex/entries/my_entries").status_code == 200
    lines = [line.to_dict() or {} for line in firestore.client().collection("audit_log").stream()]
    assert [(line["actor"], line["action"], line["subject"]) for line in lines] == [(admin.uid, "look", player.uid)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_says_that_it_is_alive_and_ready(stack: Stack, function: str) -> None:
    for path in ("/health", "/ready"):
        response = requests.get(stack.function_urls[function] + path, timeout=15)
        assert (response.status_code, response.json()) == (200, {"ok": True})


def test_a_client_learns_whether_it_is_too_old() -> None:
    assert client("auth").get("/api/v1/version").get_json() == {"api": "1.0.0", "oldest_client": "0.1.0"}
    assert settings().oldest_client == "0.1.0"
