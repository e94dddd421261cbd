"""The smoke test, without the product."""

import json

import pytest
import requests

from scripts.demo import FORGED, Api, miscounted

OWN = "198.51.100.7"


@pytest.mark.parametrize(
    ("own", "shown", "wrong"),
    [
        (OWN, {"address": f"{OWN}/32"}, None),
        ("2001:db8::1:2", {"address": "2001:db8::/64"}, None),
        (OWN, {"address": f"{FORGED}/32"}, "TRUSTED_PROXIES"),
        (OWN, {"address": "192.0.2.9/32"}, "TRUSTED_PROXIES"),
        (OWN, {"address": ""}, "TRUSTED_PROXIES"),
        (OWN, {"ok": True}, "DEMO_LOGIN"),
    ],
)
def test_requests_are_counted_by_ones_own_address(
    own: str, shown: dict[str, object], wrong: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = requests.Response()
    answer._content = json.dumps(shown).encode()
    api = Api("https://biologidex.example.org")
    monkeypatch.setattr(api.session, "get", lambda url, headers, timeout: answer)
    said = miscounted(api, own)
    assert said is None if wrong is None else wrong in str(said)
