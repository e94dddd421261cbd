"""What the animals contribute."""

from shared.animals import service
from shared.animals.gbif import Known
from shared.animals.models import Animal, AnimalCounter
from shared.part import Chore, Collection, Export, Part, Readers

PART = Part(
    "animals",
    collections=(
        Collection("animals/{id}", Animal, Readers.EVERYBODY),
        Collection("counters/animals", AnimalCounter),
        Collection("gbif_names/{id}", Known),
    ),
    erase=service.erase,
    exports=(Export("discoveries", "the animals that you were the first to photograph", service.export),),
    chores=(Chore("ask-status", service.ask_status, service.find_unknown_status),),
    functions=("animals",),
)
