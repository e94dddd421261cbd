"""The status of the product, as far as it can be seen from outside."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import requests

from scripts.operate import gcloud
from scripts.operate.report import Line
from scripts.reach import FUNCTIONS
from shared import backups, outbox
from shared.cloud import backups as cloud_backups
from shared.cloud import tasks
from shared.settings import settings
from shared.vision import housekeeping, quotas
from shared.vision import store as jobs

SITE = "https://{project}-app.web.app"  # as terraform/firebase.tf names it
COUNTED = 1000  # of what waits; above, the alert "queue-depth" rings, too
TASK_WAITS = timedelta(minutes=10)
OUTBOX_WAITS = timedelta(minutes=10)  # housekeeping hands it over every five
RUNS_WITHIN = {"housekeeping-hourly": timedelta(hours=2), "housekeeping-requests": timedelta(minutes=15)}
TIMEOUT_SECONDS = 10


def status(api: str | None) -> Iterator[Line]:
    """Check everything; what cannot be checked counts as wrong."""
    checks: dict[str, Callable[[datetime], Iterator[Line]]] = {
        "queue": _queue,
        "outbox": _outbox,
        "jobs": _jobs,
        "budget": _budget,
    }
    if gcloud.is_used():
        checks |= {"functions": _functions, "housekeeping": _housekeeping, "backup": _backup}
        api = api or SITE.format(project=settings().google_cloud_project)
    if api:
        yield from _looked(lambda _: _api(api), "api")
    for what, check in checks.items():
        yield from _looked(check, what)


def _looked(check: Callable[[datetime], Iterator[Line]], what: str) -> Iterator[Line]:
    try:
        yield from check(datetime.now(UTC))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other things are looked at all the same
        yield Line(ok=False, what=what, said=f"{type(error).__name__}: {error}")


def _api(url: str) -> Iterator[Line]:
    began = time.monotonic()
    answer = requests.get(f"{url.rstrip('/')}/api/v1/health", timeout=TIMEOUT_SECONDS)
    took = round((time.monotonic() - began) * 1000)
    yield Line(answer.ok, "api", f"{url} answers {answer.status_code} in {took} ms")


def _queue(now: datetime) -> Iterator[Line]:
    from google.cloud import tasks_v2

    client = tasks.client()
    name = client.queue_path(settings().google_cloud_project, settings().region, settings().tasks_queue)
    state = client.get_queue(name=name).state
    first_page = client.list_tasks(tasks_v2.ListTasksRequest(parent=name, page_size=COUNTED)).tasks
    waits = now - min((task.schedule_time for task in first_page), default=now)
    is_ok = state == tasks_v2.Queue.State.RUNNING and len(first_page) < COUNTED and waits < TASK_WAITS
    yield Line(is_ok, "queue", f"{_many(len(first_page))} tasks, {_ago(waits)} late, {state.name.lower()}")


def _outbox(now: datetime) -> Iterator[Line]:
    late = outbox.left_since(now - OUTBOX_WAITS, COUNTED)
    yield Line(not late, "outbox", f"{_many(len(late))} tasks are not handed over since {_ago(OUTBOX_WAITS)}")


def _jobs(now: datetime) -> Iterator[Line]:
    """Check for stale jobs: housekeeping ends those untouched for an hour, so older ones mean that it does not run."""
    forgotten, _ = jobs.unfinished_since(now - 2 * housekeeping.ABANDONED_AFTER, COUNTED, "")
    yield Line(not forgotten, "jobs", f"{_many(len(forgotten))} have not ended and were not touched for two hours")


def _budget(now: datetime) -> Iterator[Line]:
    budgets, limit = jobs.budgets_of(now), settings().daily_budget_usd
    spent = quotas.spent(budgets)
    reserved = sum((Decimal(one.reserved_usd) for one in budgets), Decimal(0))
    yield Line(spent + reserved < limit, "budget", f"${spent} spent and ${reserved} reserved of ${limit} today (UTC)")


def _functions(_: datetime) -> Iterator[Line]:
    services = gcloud.ask("run", "services", "list", f"--region={settings().region}")
    found = {service["metadata"]["name"]: service["status"] for service in services}
    for name in (function.replace("_", "-") for function in FUNCTIONS):
        yield _function(name, found.get(name))


def _function(name: str, state: dict[str, Any] | None) -> Line:
    what = "function"
    if state is None:
        return Line(ok=False, what=what, said=f"{name} is not there")
    ready = next(one for one in state["conditions"] if one["type"] == "Ready")
    latest = state.get("latestReadyRevisionName", "")
    shares = {one.get("revisionName", latest): one.get("percent", 0) for one in state.get("traffic", [])}
    serving = ", ".join(f"{revision} {percent} %" for revision, percent in shares.items() if percent)
    is_ok = ready["status"] == "True" and shares.get(latest) == 100
    return Line(is_ok, what, f"{name}: {serving or 'serves nothing'}. {ready.get('message', '')}".rstrip(". "))


def _housekeeping(now: datetime) -> Iterator[Line]:
    runs = gcloud.ask("scheduler", "jobs", "list", f"--location={settings().region}")
    found = {run["name"].rpartition("/")[2]: run for run in runs}
    for name, within in RUNS_WITHIN.items():
        run = found.get(name, {})
        waits = now - _moment(run["lastAttemptTime"]) if "lastAttemptTime" in run else None
        code = run.get("status", {}).get("code", 0)
        is_ok = waits is not None and waits < within and not code
        said = f"{_ago(waits)} ago" if waits else "never"
        yield Line(is_ok, "housekeeping", f"{name} was called {said}{f', and failed with code {code}' if code else ''}")


def _backup(now: datetime) -> Iterator[Line]:
    found = cloud_backups.look()
    newest = max(found.made_at, default=None)
    last = f"the last of {len(found.made_at)} was made {_ago(now - newest)} ago" if newest else "there is none"
    due = "" if found.are_due else ", and none is due of a database without protection"
    yield Line(backups.are_ok(found, now), "backup", last + due)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _many(count: int) -> str:
    return f"{count} or more" if count >= COUNTED else str(count)


def _ago(waits: timedelta) -> str:
    minutes = max(round(waits.total_seconds() / 60), 0)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
