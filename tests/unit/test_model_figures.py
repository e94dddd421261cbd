"""The figures in docs/vision.md equal those measured by the script."""

import csv

from scripts.benchmark_models import RANKS, measure, summary
from tests.conftest import PHOTOS


def test_what_the_docs_say_of_the_local_model_is_what_the_script_measures() -> None:
    with (PHOTOS / "manifest.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    _, *right, wrong, objects, errors = summary(
        [measure("local", "-", PHOTOS / row["file"], row["species"]) for row in rows]
    )[: len(RANKS) + 4]
    by_rank = ", ".join(f"{rank} {share}" for rank, share in zip(RANKS, right, strict=True))
    figures = f"{by_rank}; wrong {wrong}; objects {objects}; errors {errors}"
    assert figures in (PHOTOS.parent / "vision.md").read_text()
