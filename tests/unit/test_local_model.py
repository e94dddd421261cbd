"""The local model: never a wrong species or genus, no animal where there is none."""

import csv

import numpy as np
import pytest

from shared.animals.models import Rank
from shared.animals.names import resolve_name
from shared.vision.images.conversion import convert
from shared.vision.models import Outcome, Variant
from shared.vision.providers.local import LocalProvider, RankedName, deepest, likeliest_below
from tests.conftest import PHOTOS

CAT = [RankedName("Felidae", Rank.FAMILY), RankedName("Felis catus", Rank.SPECIES)]
LYNX = [RankedName("Felidae", Rank.FAMILY), RankedName("Lynx lynx", Rank.SPECIES)]
MANIFEST = list(csv.DictReader((PHOTOS / "manifest.csv").open()))


def shares(*values: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    return np.array(values, dtype=np.float32)


def test_the_deepest_rank_that_the_probability_supports_is_named() -> None:
    classes = {0: CAT, 1: LYNX}
    sure, unsure = deepest(shares(0.8, 0.1), classes), deepest(shares(0.45, 0.45), classes)
    assert sure is not None
    assert unsure is not None
    assert (sure[0].name, unsure[0].name) == ("Felis catus", "Felidae")


def test_little_probability_of_any_animal_is_no_animal() -> None:
    assert deepest(shares(0.2, 0.1, 0.7), {0: CAT, 1: LYNX}) is None


def test_beside_a_wide_name_stand_the_likeliest_below_it() -> None:
    classes = {0: CAT, 1: LYNX, 2: [RankedName("Canidae", Rank.FAMILY)], 3: CAT}
    below = likeliest_below(CAT[0], shares(0.2, 0.3, 0.4, 0.15), classes)
    assert [(one.scientific_name, one.confidence) for one in below] == [("Felis catus", 0.35), ("Lynx lynx", 0.3)]
    assert likeliest_below(CAT[0], shares(0.9, 0.04, 0.0, 0.0), classes)[1:] == []
    assert likeliest_below(CAT[1], shares(0.9, 0.1, 0.0, 0.0), classes) == []


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: str(row["file"]))
def test_a_photograph_is_named_right_at_some_rank(row: dict[str, str]) -> None:
    answer = LocalProvider().identify(convert((PHOTOS / row["file"]).read_bytes()).files[Variant.MODEL])
    if not row["species"]:
        assert answer.outcome is Outcome.NO_ANIMAL
        return
    truth = resolve_name(row["species"])
    assert truth is not None
    right = {taxon.name for taxon in truth.lineage[2:]} | {truth.scientific_name}
    assert [prediction.scientific_name in right for prediction in answer.animals] == [True]
