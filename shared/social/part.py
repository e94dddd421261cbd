"""The friendships part."""

from shared.part import Collection, Export, Part, Readers
from shared.social import service
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
    functions=("social",),
)
