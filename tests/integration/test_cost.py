"""What each action costs, against what docs/cost.md says."""

import re
from pathlib import Path

import pytest

from scripts.cost.actions import Circle

PAGE = (Path(__file__).parents[2] / "docs/cost.md").read_text()
WRITTEN = {
    name: (int(reads), int(writes))
    for name, reads, writes in re.findall(r"^\| ([^|*]+) \| [\d.]+ \| (\d+) \| (\d+) \|", PAGE, re.MULTILINE)
}


@pytest.mark.timeout(300)
def test_no_action_costs_more_than_is_written(project: str) -> None:
    circle = Circle()
    takes = {action.name: circle.measure(action) for action in circle.actions()}
    assert takes.keys() == WRITTEN.keys()
    more = {
        name: (amounts.reads, amounts.writes)
        for name, amounts in takes.items()
        if amounts.reads > WRITTEN[name][0] or amounts.writes > WRITTEN[name][1]
    }
    assert more == {}, "Make it cost less, or: python -m scripts.cost > docs/cost.md"
