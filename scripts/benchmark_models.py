"""Compare models by accuracy, cost and speed.

    python -m scripts.benchmark_models PHOTO_DIR --models local,gpt-5.4-mini --details low,high
        [--keys key.env] [--url http://…/v1] [--csv out.csv]

PHOTO_DIR holds photographs and a manifest.csv with the columns `file` and `species` (empty: no animal). The key file
has a line OPENAI_API_KEY=…; `--url` is any server with OpenAI's API. The model `local` needs neither.
"""

import argparse
import csv
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scripts.openapi import settings_for_loading
from shared.animals.models import Classification, Rank
from shared.settings import settings

RANKS = (Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS, Rank.SPECIES)


@dataclass(frozen=True)
class Result:
    """One model's answer to one photograph."""

    model: str
    detail: str
    file: str
    truth: str
    answer: str
    right_rank: str
    wrong: bool
    cost_usd: str
    input_tokens: int
    output_tokens: int
    milliseconds: int
    error: str


def path(taxon: Classification) -> dict[Rank, str]:
    return {above.rank: above.name for above in taxon.lineage} | {taxon.rank: taxon.scientific_name}


def deepest_right(answer: Classification, truth: Classification) -> Rank | None:
    """Return the narrowest rank at which an answer agrees with the truth."""
    said, true = path(answer), path(truth)
    agreed = [rank for rank in RANKS if rank in said and said[rank] == true.get(rank)]
    return agreed[-1] if agreed else None


def judge(answer: Classification | None, truth: Classification | None) -> tuple[str, bool]:
    """Return the deepest correct rank (or `none`), and whether the answer claims anything wrong."""
    if answer is None or truth is None:
        return ("none" if answer is None and truth is None else ""), answer is not None
    agreed = deepest_right(answer, truth)
    narrowest = truth.rank if answer.rank is Rank.SUBSPECIES else answer.rank
    return (agreed or "", agreed is not narrowest and answer.scientific_name != truth.scientific_name)


def measure(model: str, detail: str, photo: Path, species: str) -> Result:
    """Ask a model about a photograph."""
    from shared.animals.names import resolve_name
    from shared.vision.images import sandbox
    from shared.vision.models import Variant
    from shared.vision.providers import provider
    from shared.vision.providers.base import ProviderError

    truth = resolve_name(species) if species else None
    base = {"model": model, "detail": detail, "file": photo.name, "truth": species}
    try:
        said = provider().identify(sandbox.convert(photo.read_bytes()).files[Variant.MODEL])
    except ProviderError as error:
        nothing = {"answer": "", "right_rank": "", "wrong": False, "cost_usd": "", "milliseconds": 0}
        return Result(**base, **nothing, input_tokens=0, output_tokens=0, error=str(error))  # type: ignore[arg-type]
    best = said.animals[0] if said.animals else None
    answer = resolve_name(best.scientific_name) if best else None
    right, wrong = judge(answer, truth)
    return Result(
        **base,
        answer=answer.scientific_name if answer else "",
        right_rank=right,
        wrong=wrong,
        cost_usd=said.cost_usd or "",
        input_tokens=said.input_tokens or 0,
        output_tokens=said.output_tokens or 0,
        milliseconds=said.duration_ms,
        error="",
    )


def configure(model: str, detail: str, options: argparse.Namespace) -> None:
    """Point the settings at a model."""
    local = model == "local"
    chosen = {"VISION_PROVIDER": "local" if local else "openai", "OPENAI_MODEL": model, "OPENAI_DETAIL": detail}
    os.environ.update(settings_for_loading() | chosen)
    if options.keys:
        os.environ.update(line.split("=", 1) for line in options.keys.read_text().splitlines() if "=" in line)
    if options.url:
        os.environ["OPENAI_BASE_URL"] = options.url
    settings.cache_clear()


def runs(options: argparse.Namespace) -> Iterator[Result]:
    rows = list(csv.DictReader((options.photos / "manifest.csv").open()))
    for model in options.models.split(","):
        for detail in ["-"] if model == "local" else options.details.split(","):
            configure(model, "high" if detail == "-" else detail, options)
            for row in rows:
                yield measure(model, detail, options.photos / row["file"], row["species"])


def table(results: Sequence[Result]) -> Table:
    made = Table(title="Models")
    for name in (
        "model",
        "detail",
        "photos",
        *(f"{rank} right" for rank in RANKS),
        "wrong",
        "no animal right",
        "errors",
    ):
        made.add_column(name)
    for name in ("$ a 1,000", "tokens", "median ms"):
        made.add_column(name, justify="right")
    for model, detail in dict.fromkeys((result.model, result.detail) for result in results):
        made.add_row(model, detail, *summary([one for one in results if (one.model, one.detail) == (model, detail)]))
    return made


def summary(results: Sequence[Result]) -> list[str]:
    order = [rank.value for rank in RANKS]
    animals = [one for one in results if one.truth]
    depth = [order.index(one.right_rank) if one.right_rank in order else -1 for one in animals]
    objects = [one for one in results if not one.truth]
    costs = [Decimal(one.cost_usd) for one in results if one.cost_usd]
    return [
        str(len(results)),
        *(f"{sum(reached >= wanted for reached in depth)}/{len(animals)}" for wanted in range(len(order))),
        str(sum(one.wrong for one in results)),
        f"{sum(one.right_rank == 'none' for one in objects)}/{len(objects)}",
        str(sum(bool(one.error) for one in results)),
        f"{sum(costs) / len(costs) * 1000:.2f}" if costs else "?",
        str(round(statistics.mean(one.input_tokens + one.output_tokens for one in results))),
        str(round(statistics.median(one.milliseconds for one in results))),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--models", default="local")
    parser.add_argument("--details", default="high")
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--csv", type=Path)
    options = parser.parse_args()
    results = list(runs(options))
    Console(width=None if sys.stdout.isatty() else 170).print(table(results))
    if options.csv:
        with options.csv.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(asdict(results[0])))
            writer.writeheader()
            writer.writerows(asdict(result) for result in results)
    return 1 if any(result.error for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
