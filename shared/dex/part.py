"""The dex part."""

from shared.animals import upkeep as animals_upkeep
from shared.animals.red_list import REFRESH_ANIMAL
from shared.dex import likes, upkeep
from shared.dex.documents import (
    Change,
    Chunk,
    Entry,
    ExactPlace,
    Genus,
    LifeList,
    LifeListItem,
    Like,
    Month,
    PopularityCursor,
)
from shared.dex.entries import FORGET_ENTRY, TELL_DISCOVERY, WRITE_ANEW
from shared.part import Chore, Collection, Export, Part, Readers
from shared.social.service import FOLLOW_FRIENDSHIP, FOLLOW_LIKES
from shared.vision.queue import FOLLOW_JOB

PART = Part(
    "dex",
    collections=(
        Collection("dex_entries/{id}", Entry, Readers.OWNER),
        Collection("entry_places/{entry}", ExactPlace),
        Collection("likes/{id}", Like),
        Collection("life_lists/{uid}", LifeList, Readers.OWNER),
        Collection("life_lists/{uid}/animals/{animal}", LifeListItem),
        Collection("life_lists/{uid}/chunks/{number}", Chunk),
        Collection("life_lists/{uid}/months/{month}", Month),
        Collection("life_lists/{uid}/genera/{genus}", Genus),
        Collection("life_lists/{uid}/changes/{revision}", Change),
        Collection("counters/popularity", PopularityCursor),
    ),
    erase=upkeep.erase,
    exports=(
        Export("entries", "your dex, with the exact places that only you see", upkeep.export_entries),
        Export("life_list", "the summary of your animals", upkeep.export_life_list),
        Export("likes", "your likes", likes.export),
    ),
    chores=(
        Chore(REFRESH_ANIMAL, upkeep.refresh_animal, animals_upkeep.find_due_refresh),
        Chore(WRITE_ANEW, upkeep.write_anew),
        Chore(TELL_DISCOVERY, upkeep.tell_discovery),
        Chore(FORGET_ENTRY, upkeep.forget_entry),
        Chore(FOLLOW_LIKES, likes.follow),
        Chore(FOLLOW_JOB, upkeep.follow_job),
        Chore(FOLLOW_FRIENDSHIP, upkeep.follow_friendship),
        Chore("check-life-list", upkeep.check_life_list, upkeep.find_sample),
        Chore("check-popularity", upkeep.check_popularity, animals_upkeep.find_sample),
        Chore("count-popularity", upkeep.count_popularity, upkeep.find_popularity),
    ),
    functions=("dex",),
)
