"""The local model: EfficientNet-Lite2 trained on ImageNet, which has 396 kinds of animals.

It names the narrowest taxon that its probabilities support. Each ImageNet class is mapped to the taxon it really stands
for (data/imagenet_animals.csv): "African crocodile" is ImageNet's only crocodile, so it stands for the genus. The
thresholds were chosen on the pictures listed in docs/vision.md.
"""

import csv
import io
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from shared.animals.models import Rank
from shared.animals.names import resolve_name
from shared.settings import settings
from shared.vision.models import Alternative, ModelAnswer, Outcome, Prediction
from shared.vision.providers.base import Provider

CLASSES = Path(__file__).parents[1] / "data/imagenet_animals.csv"
MODEL = "efficientnet-lite2"
SIDE = 260
ANIMAL_MASS = 0.35
SURE_ENOUGH = {Rank.GENUS: 0.55, Rank.SPECIES: 0.6, Rank.SUBSPECIES: 0.6}
SURE_ENOUGH_ABOVE_GENUS = 0.5
MAX_ALTERNATIVES = 3
POSSIBLE = 0.05


class RankedName(NamedTuple):
    """A taxon that an ImageNet class stands for, or one of its ancestors."""

    name: str
    rank: Rank


Probabilities = npt.NDArray[np.float32]
Classes = dict[int, list[RankedName]]
"""ImageNet class → its lineage, from the kingdom down to the taxon it stands for."""


def deepest(probabilities: Probabilities, classes: Classes) -> tuple[RankedName, float] | None:
    """Return the narrowest taxon that the probabilities support, and its probability; None if there is no animal."""
    animal = float(sum(probabilities[index] for index in classes))
    if animal < ANIMAL_MASS:
        return None
    mass: defaultdict[RankedName, float] = defaultdict(float)
    for index, path in classes.items():
        for taxon in path:
            mass[taxon] += float(probabilities[index]) / animal
    ranks = list(Rank)
    supported = [
        (ranks.index(taxon.rank), share, taxon)
        for taxon, share in mass.items()
        if share >= SURE_ENOUGH.get(taxon.rank, SURE_ENOUGH_ABOVE_GENUS)
    ]
    _, share, taxon = max(supported)
    return taxon, min(share * min(animal / 0.9, 1.0), 1.0)


def likeliest_below(taxon: RankedName, probabilities: Probabilities, classes: Classes) -> list[Alternative]:
    """Return up to three of the narrowest possible taxa below one, the likeliest first."""
    mass: defaultdict[str, float] = defaultdict(float)
    for index, path in classes.items():
        if taxon in path[:-1]:
            mass[path[-1].name] += float(probabilities[index])
    likeliest = sorted(mass.items(), key=lambda item: item[1], reverse=True)[:MAX_ALTERNATIVES]
    return [
        Alternative(scientific_name=name, confidence=round(min(share, 1.0), 3))
        for name, share in likeliest
        if share >= POSSIBLE
    ]


def views(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """Return the model's views of the picture: its centre and the whole picture, each also mirrored."""
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    centre = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC, box=(left, top, left + side, top + side))
    whole = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return np.stack([np.asarray(view) for upright in (centre, whole) for view in (upright, ImageOps.mirror(upright))])


class LocalProvider(Provider):
    """EfficientNet-Lite2 on onnxruntime: no key, no network, no cost."""

    def identify(self, jpeg: bytes, model: str | None = None, hint: str | None = None) -> ModelAnswer:  # noqa: ARG002
        started = time.monotonic()
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
            batch = views(picture.convert("RGB"))
        probabilities = _session().run(["probabilities"], {"image": batch})[0].mean(axis=0)
        result = deepest(probabilities, _classes())
        predictions = [_prediction(*result, probabilities)] if result else []
        return ModelAnswer(
            outcome=Outcome.ANIMALS if predictions else Outcome.NO_ANIMAL,
            animals=predictions,
            provider="local",
            model=MODEL,
            cost_usd="0",
            duration_ms=round((time.monotonic() - started) * 1000),
            raw=str(predictions),
        )


def _prediction(taxon: RankedName, share: float, probabilities: Probabilities) -> Prediction:
    return Prediction(
        scientific_name=taxon.name,
        rank=taxon.rank,
        confidence=round(share, 3),
        alternatives=likeliest_below(taxon, probabilities, _classes()),
    )


@cache
def _classes() -> Classes:
    with CLASSES.open() as file:
        return {int(row["index"]): _path(row["taxon"]) for row in csv.DictReader(file)}


def _path(name: str) -> list[RankedName]:
    result = resolve_name(name)
    if result is None:
        raise ValueError(f"{CLASSES}: the taxonomy does not know {name}")
    return [
        *(RankedName(taxon.name, taxon.rank) for taxon in result.lineage),
        RankedName(result.scientific_name, result.rank),
    ]


@cache
def _session() -> Any:
    import onnxruntime

    return onnxruntime.InferenceSession(settings().local_model_path)
