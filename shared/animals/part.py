"""The animals part."""

from shared.animals import upkeep
from shared.animals.gbif import Known
from shared.animals.models import Animal, AnimalCounter
from shared.animals.unverified import UnverifiedName
from shared.part import Chore, Collection, Export, Part, Readers

PART = Part(
    "animals",
    collections=(
        Collection("animals/{id}", Animal, Readers.EVERYBODY),
        Collection("counters/animals", AnimalCounter),
        Collection("gbif_names/{id}", Known),
        Collection("unverified_names/{id}", UnverifiedName),
    ),
    erase=upkeep.erase,
    exports=(Export("discoveries", "the animals you were the first to photograph", upkeep.export),),
    chores=(Chore("ask-status", upkeep.ask_status, upkeep.find_unknown_status),),
    functions=("animals",),
)
