"""The notices part."""

from shared.notices import service
from shared.notices.models import Notice
from shared.part import Collection, Export, Part

PART = Part(
    "notices",
    collections=(Collection("notices/{id}", Notice),),
    erase=service.erase,
    exports=(Export("notices", "your notices of the last 90 days", service.export),),
)
