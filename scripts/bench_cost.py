"""Print the cost of 1,000 identifications, from recorded usage.

    python -m scripts.bench_cost [LOG_FILE]

LOG_FILE holds the functions' log lines: the tokens of `model_answered` are counted. Without one, the usage is estimated
from the documentation: a 1024 x 768 JPEG is 32 x 24 patches of 32 px, at 1.62 tokens each (OpenAI's rule for its small
models, which matches 2,353 tokens measured for 2560 x 1920); prompt and schema about 400 tokens, an answer about 100.
"""

import json
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from scripts.openapi import settings_for_loading

ESTIMATE = {"model": "gpt-5.4-mini", "input_tokens": round(32 * 24 * 1.62) + 400, "output_tokens": 100}


def recorded(log: Path) -> Iterator[dict[str, object]]:
    for line in log.read_text().splitlines():
        fields = json.loads(line) if line.startswith("{") else {}
        if fields.get("message") == "model_answered" and fields.get("input_tokens"):
            yield fields


def main() -> None:
    os.environ.update(settings_for_loading())
    from shared.vision.providers.openai import cost_usd

    usage = list(recorded(Path(sys.argv[1]))) if len(sys.argv) > 1 else [ESTIMATE]
    costs = [
        cost_usd(str(one["model"]), int(str(one["input_tokens"])), int(str(one["output_tokens"]))) for one in usage
    ]
    known = [Decimal(cost) for cost in costs if cost is not None]
    source = f"{len(usage)} recorded" if len(sys.argv) > 1 else f"an estimate for {ESTIMATE['model']}, not a record"
    average = sum(known) / len(known) * 1000 if known else None
    print(f"1,000 identifications: ${average:.2f} ({source})" if average is not None else "No price is known.")


if __name__ == "__main__":
    main()
