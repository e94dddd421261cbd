"""The moderation part."""

from shared.moderation import service
from shared.moderation.models import Case, Report
from shared.part import Chore, Collection, Export, Part

PART = Part(
    "moderation",
    collections=(
        Collection("reports/{hash}", Report),
        Collection("moderation_cases/{subject}", Case),
    ),
    erase=service.erase,
    exports=(Export("reports", "your reports and appeals", service.export),),
    chores=(Chore("drop-case", service.drop_case, service.find_ended),),
)
