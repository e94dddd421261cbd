"""`/metrics`: who may read it, and that it counts what there is."""

import re
from decimal import Decimal
from typing import Any

import pytest

from shared import figures
from shared.figures import Counted, Figures
from shared.settings import settings
from shared.vision import recognition
from shared.vision.models import JobStatus
from tests.conftest import forget_cached
from tests.integration.conftest import Player, client, store_account
from tests.integration.test_alerts import COST, PricedModel
from tests.integration.test_dex import add, completed_job
from tests.integration.test_pipeline import converted

TOKEN = "a-token-of-scrapers"
FUNCTIONS = ("animals", "auth", "dex", "graph", "social", "vision")
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)*)\})? (\d+(?:\.\d+)?)')


@pytest.fixture
def scrapers(project: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    settings.cache_clear()
    monkeypatch.setattr("shared.figures.read", Counted().read)
    return {"Authorization": f"Bearer {TOKEN}"}


def samples(function: str, headers: dict[str, str]) -> dict[tuple[str, str], float]:
    """Return a function's metrics by name and labels, checking that every line is well-formed."""
    response = client(function).get("/metrics", headers=headers)
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = [SAMPLE.fullmatch(line) for line in response.text.splitlines() if not line.startswith("# TYPE ")]
    assert all(found), response.text
    return {(one[1], one[2] or ""): float(one[3]) for one in found if one}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_instance_tells_what_it_has_answered(scrapers: dict[str, str], function: str) -> None:
    labels = f'function="{function}",route="/metrics",method="GET",status="200"'
    before = samples(function, scrapers).get(("biologidex_request_duration_seconds_count", labels), 0)
    after = samples(function, scrapers)
    assert after["biologidex_request_duration_seconds_count", labels] == before + 1
    assert after["biologidex_request_duration_seconds_sum", labels] > 0


def test_only_admins_and_scrapers_read(scrapers: dict[str, str], player: Player) -> None:
    def status(function: str, **headers: str) -> Any:
        return client(function).get("/metrics", headers=headers).status_code

    for function in FUNCTIONS:
        assert status(function) == 401
        assert status(function, Authorization="Bearer another-token-of-scrapers") == 401
        assert status(function, Authorization=f"Bearer {player.token}") == 403
    player.become_admin()
    assert status("dex", Authorization=f"Bearer {player.token}") == 200


def test_without_a_token_in_the_settings_no_scraper_reads(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("METRICS_TOKEN", raising=False)
    forget_cached()
    for token in ("None", TOKEN, ""):
        assert client("dex").get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_the_product_tells_what_it_holds(
    scrapers: dict[str, str], player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISION_PROVIDER", "openai")  # which costs
    settings.cache_clear()
    monkeypatch.setattr("shared.vision.recognition.provider", PricedModel)
    add(player, completed_job(player.uid))

    store_account("owner")
    recognition.identify(converted(), 1, last_try=False)
    converted()
    told = samples("auth", scrapers)
    jobs = {status.value: told["biologidex_jobs", f'status="{status}"'] for status in JobStatus}
    assert jobs == {status.value: 0.0 for status in JobStatus} | {"completed": 2.0, "converted": 1.0}
    names = ("entries", "active_people_today", "model_calls_today", "model_cost_usd_today")
    assert [told[f"biologidex_{name}", ""] for name in names] == [1, 1, 1, float(COST)]


def test_counting_costs_at_most_a_hundred_reads_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[float] = []
    clock = 0.0

    def count(_: Any) -> Figures:
        counted.append(clock)
        return Figures(
            jobs={"completed": 150_000},
            entries=150_000,
            active_people_today=0,
            model_calls_today=0,
            model_cost_usd_today=Decimal(0),
        )

    monkeypatch.setattr(figures, "count", count)
    monkeypatch.setattr("shared.figures.time.monotonic", lambda: clock)
    of_product = Counted()
    for minute in range(12):
        clock = 60.0 * minute
        of_product.read()
    assert counted == [0, 240, 480]
