"""Measure every action on the local cloud's emulators and print docs/cost.md.

python -m scripts.cost > docs/cost.md
"""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from localcloud.stack import Stack
from scripts.bench_abuse import USD, prepare, settings_of
from scripts.bench_cost import ESTIMATE
from scripts.cost import bill
from scripts.cost.actions import Circle
from scripts.cost.bill import Limit, Measured

PEOPLE = (1_000, 100_000, 10_000_000)
PRICES_AS_OF = "2026-11"
INTRODUCTION = """# Costs

What monthly active people cost. `python -m scripts.cost > docs/cost.md` generates this page: it performs each action
through its own route on the emulators, as somebody with a few friends. A test
([test_cost.py](../tests/integration/test_cost.py)) fails if an action reads or writes more documents than this page
says.

## Each action

How often an active person performs an action in a month is an assumption; the rest is measured. *Sent* is before
compression, *stored* is the pictures with the original, and ms were measured on a busy machine. The client polls the
summary every 5 seconds on screens that show what others have and every 30 seconds elsewhere, until nobody has touched
anything for 5 minutes. The figure assumes 110 such screens of half a minute each, and 5 hours elsewhere, a month.

| action | a month | reads | writes | stored kB | sent kB | requests | ms |
|---|---|---|---|---|---|---|---|"""
BILL = """
## Each month

In US$, ignoring free quotas and fixed costs (backups, logs, alerts, housekeeping: a few dollars).
"""
LIMITS = """
## What breaks first

The load at the peak, {peak} times the average, in the order in which things break. **Bold**: more than the capacity
with Terraform's and the settings' defaults.
"""
PRICES = f"""
## Prices

us-central1, as of {PRICES_AS_OF}. Sources: cloud.google.com/firestore/pricing, cloud.google.com/storage/pricing,
cloud.google.com/run/pricing, cloud.google.com/identity-platform/pricing, firebase.google.com/pricing; for the model,
the table of genai-prices.

| what | US$ |
|---|---|
| 100,000 documents read | {USD["reads"] * 1e5:.2f} |
| 100,000 documents written | {USD["writes"] * 1e5:.2f} |
| 10,000 objects read | {USD["storage reads"] * 1e4:.3f} |
| 10,000 objects written | {USD["storage writes"] * 1e4:.2f} |
| a GB of objects stored for a month | {bill.USD_A_GB_STORED:.3f} |
| a second of one vCPU with 1 GiB | {USD["seconds"]:.7f} |
| a million requests | {USD["requests"] * 1e6:.2f} |
| a GB sent through Hosting | {bill.USD_A_GB_SENT:.2f} |
| an active person above 50,000, 100,000, 1 million, 10 million | 0.0055, 0.0046, 0.0032, 0.0025 |
| {ESTIMATE["input_tokens"]:,} and {ESTIMATE["output_tokens"]} tokens of {ESTIMATE["model"]} | {{answer:.5f}} |
"""


def measure() -> Measured:
    """Return what each action takes."""
    circle = Circle()
    actions = circle.actions()
    takes = [circle.measure(action) for action in actions]  # all before the clock, as the test does
    return {
        action.name: (action, replace(amounts, seconds=circle.clock(action)))
        for action, amounts in zip(actions, takes, strict=True)
    }


def action_rows(measured: Measured) -> list[str]:
    return [
        f"| {name} | {action.monthly:g} | {takes.reads} | {takes.writes} | {takes.stored_bytes / 1e3:,.0f} "
        f"| {takes.sent_bytes / 1e3:,.0f} | {takes.requests} | {takes.seconds * 1e3:,.0f} |"
        for name, (action, takes) in measured.items()
    ]


def bill_rows(measured: Measured, answer_usd: float) -> list[str]:
    bills = {people: bill.month(measured, people, answer_usd) for people in PEOPLE}
    names = sorted(bills[PEOPLE[-1]], key=lambda name: -bills[PEOPLE[-1]][name])
    rows = {name: [bills[people][name] for people in PEOPLE] for name in names}
    rows["**together**"] = [sum(bills[people].values()) for people in PEOPLE]
    rows["per person"] = [sum(bills[people].values()) / people for people in PEOPLE]
    heads = " | ".join(f"{people:,} people" for people in PEOPLE)
    return [
        f"| | {heads} |",
        "|---" * (len(PEOPLE) + 1) + "|",
        *(f"| {name} | {' | '.join(map(_usd, amounts))} |" for name, amounts in rows.items()),
    ]


def limit_rows(limits: list[Limit]) -> list[str]:
    heads = " | ".join(f"{people:,} people" for people in PEOPLE)
    ordered = sorted(limits, key=lambda limit: -limit.asked[PEOPLE[-1]] / limit.holds)
    return [
        f"| what | capacity | {heads} | what to do |",
        "|---" * (len(PEOPLE) + 3) + "|",
        *(
            f"| {limit.name} | {limit.holds:,.0f} {limit.unit} | {' | '.join(_asked(limit, many) for many in PEOPLE)} "
            f"| {limit.then} |"
            for limit in ordered
        ),
    ]


def _asked(limit: Limit, people: int) -> str:
    asked = limit.asked[people]
    shown = f"{asked:,.0f}" if asked >= 1 else f"{asked:.1g}"
    return f"**{shown}**" if asked > limit.holds else shown


def _usd(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.2f}"


def page(measured: Measured) -> str:
    """Return docs/cost.md."""
    from shared.settings import settings
    from shared.vision.providers.openai import cost_usd

    price = cost_usd(str(ESTIMATE["model"]), int(str(ESTIMATE["input_tokens"])), int(str(ESTIMATE["output_tokens"])))
    answer_usd = float(price or 0)
    limits = bill.limits(measured, PEOPLE, answer_usd, float(settings().daily_budget_usd))
    return "\n".join(
        [
            INTRODUCTION,
            *action_rows(measured),
            BILL,
            *bill_rows(measured, answer_usd),
            LIMITS.format(peak=bill.PEAK),
            *limit_rows(limits),
            PRICES.format(answer=answer_usd),
        ]
    ).rstrip()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update(settings_of("demo-cost", stack) | {"LOG_LEVEL": "ERROR"})
        prepare()
        print(page(measure()))


if __name__ == "__main__":
    main()
