"""The friendships part."""

from shared.part import Chore, Collection, Export, Part, Readers
from shared.social import service, upkeep
from shared.social.models import Circle, Friendship, SocialCounts

PART = Part(
    "social",
    collections=(
        Collection("friendships/{pair}", Friendship, Readers.FRIENDS),
        Collection("social_counts/{uid}", SocialCounts),
        Collection("circles/{uid}", Circle),
    ),
    erase=service.erase,
    exports=(Export("friendships", "your friends, requests and blocks", service.export),),
    chores=(Chore("check-friends", upkeep.check_counts, upkeep.find_sample),),
    functions=("social",),
)
