"""Interpreting a model's answer: candidate animals and unknown names."""

from dataclasses import dataclass

from shared.animals import identification
from shared.animals.models import Animal, Kingdom
from shared.vision import rules
from shared.vision.models import Candidate, ModelAnswer, Outcome, PossibleAnimal, Prediction


@dataclass(frozen=True)
class ReadAnswer:
    """The interpretation of a model's answer."""

    candidates: list[Candidate]
    unverified_names: list[str]
    otherwise: Outcome
    """The outcome if there is no candidate."""


def read(answer: ModelAnswer) -> ReadAnswer:
    """Find or create the animals that an answer names."""
    readings = [(one, identification.read(one.scientific_name, one.rank)) for one in answer.animals]
    candidates = [_candidate(prediction, reading.animal) for prediction, reading in readings if reading.animal]
    unverified = [reading.unverified_name for _, reading in readings if reading.unverified_name]
    kingdoms = {reading.kingdom for _, reading in readings}
    return ReadAnswer(rules.distinct(candidates), list(dict.fromkeys(unverified)), _without_animals(kingdoms))


def _without_animals(kingdoms: set[Kingdom | None]) -> Outcome:
    if kingdoms == {Kingdom.PLANTS}:
        return Outcome.PLANT
    return Outcome.FUNGUS if kingdoms == {Kingdom.FUNGI} else Outcome.NAME_NOT_UNDERSTOOD


def _candidate(prediction: Prediction, animal: Animal) -> Candidate:
    """Return the candidate for a prediction's animal, with possible narrower animals."""
    return Candidate.of(
        animal, prediction.confidence, box=prediction.box, alternatives=_alternatives(prediction, animal)
    )


def _alternatives(prediction: Prediction, animal: Animal) -> list[PossibleAnimal]:
    if animal.rank.is_species:
        return []
    likeliest = sorted(prediction.alternatives, key=lambda other: other.confidence, reverse=True)
    found = [(identification.read(other.scientific_name).animal, other.confidence) for other in likeliest]
    below = [PossibleAnimal.of(other, confidence) for other, confidence in found if other and other.is_below(animal)]
    return rules.distinct(below)[: rules.MAX_ALTERNATIVES]
