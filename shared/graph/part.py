"""The part of the evolutionary tree."""

from shared.animals import upkeep as animals_upkeep
from shared.graph import upkeep
from shared.graph.documents import CachedTree, Shard, Share, SummaryState
from shared.part import Chore, Collection, Part

PART = Part(
    "graph",
    collections=(
        Collection("graph_trees/{id}", CachedTree),
        Collection("graph_summary/{shard}", Shard),
        Collection("graph_shares/{id}", Share),
        Collection("counters/graph", SummaryState),
    ),
    erase=upkeep.erase,
    chores=(
        Chore("follow-entries", upkeep.follow, upkeep.find_changes),
        Chore(upkeep.FOLLOW_PERSON, upkeep.follow_person),
        Chore("check-summary", upkeep.check_animal, animals_upkeep.find_sample),
        Chore("drop-trees", upkeep.drop_old_trees, upkeep.find_old_trees),
    ),
    functions=("graph",),
)
