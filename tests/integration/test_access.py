"""Who gets in: tokens as the real Firebase Auth issues them, App Check, roles, rate limits, health."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
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
from shared.accounts import people
from shared.accounts import store as account_store
from shared.cloud import firestore
from shared.cloud.auth import identity, passwords
from shared.http import limits
from shared.http.health import Checks
from shared.problems import Problem
from shared.settings import settings
from tests.conftest import forget_cached
from tests.integration.conftest import Player, client

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
    """firebase-admin without an emulator: only Google's certificates and its list of accounts are stood in for."""
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", PROJECT)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", stack.environment["GOOGLE_APPLICATION_CREDENTIALS"])
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)
    forget_cached()
    account = SimpleNamespace(disabled=False, tokens_valid_after_timestamp=0)
    certificates = patch("google.oauth2.id_token._fetch_certs", return_value={"k1": certificate()})
    accounts_there = patch("firebase_admin._auth_client.Client.get_user", return_value=account)
    profile = SimpleNamespace(model_dump=dict)
    with certificates, accounts_there, patch.object(people, "me", return_value=profile):
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


def test_reading_is_not_limited(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    made = writes(monkeypatch)
    assert player.call("auth", "GET", "/api/v1/users/me").status_code == 200
    assert made == []


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
    parts = player.call("auth", "GET", "/api/v1/health").get_json()["parts"]
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


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_says_that_it_is_alive_and_ready(stack: Stack, function: str) -> None:
    for path in ("/health", "/ready"):
        response = requests.get(stack.function_urls[function] + path, timeout=15)
        assert (response.status_code, response.json()) == (200, {"ok": True})


def test_a_client_learns_whether_it_is_too_old() -> None:
    assert client("auth").get("/api/v1/version").get_json() == {"api": "1.0.0", "oldest_client": "0.1.0"}
    assert settings().oldest_client == "0.1.0"
