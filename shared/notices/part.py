"""The part of notices."""

from shared.notices import service
from shared.notices.models import Notice
from shared.part import Collection, Export, Part

PART = Part(
    "notices",
    collections=(Collection("notices/{id}", Notice),),
    erase=service.erase,
    exports=(Export("notices", "what you were told of in the last 90 days", service.export),),
)
