"""A model's answer, read: the animals that it may mean, and the names that nobody knows."""

from dataclasses import dataclass

from shared.animals import identification
from shared.animals.models import Animal
from shared.vision import rules
from shared.vision.models import Candidate, ModelAnswer, PossibleAnimal, Prediction


@dataclass(frozen=True)
class ReadAnswer:
    """What a model's answer comes to."""

    candidates: list[Candidate]
    unverified_names: list[str]


def read(answer: ModelAnswer) -> ReadAnswer:
    """Find or create the animals that an answer names."""
    readings = [(one, identification.read(one.scientific_name, one.rank)) for one in answer.animals]
    candidates = [candidate(prediction, reading.animal) for prediction, reading in readings if reading.animal]
    unverified = [reading.unverified_name for _, reading in readings if reading.unverified_name]
    return ReadAnswer(rules.distinct(candidates), list(dict.fromkeys(unverified)))


def candidate(prediction: Prediction, animal: Animal) -> Candidate:
    """Return the candidate of a prediction's animal, with the narrower ones that it may be."""
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
