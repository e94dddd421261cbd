"""Measure the evolutionary tree: our layout against d3-hierarchy's, and a viewer with many friends, cold and cached.

    python -m scripts.bench_tree

The layouts alternate on the same trees, best of five; the viewer's tree is built on the local cloud's emulators.
"""

import json
import os
import random
import resource
import secrets
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path

from localcloud import prerequisites
from localcloud.stack import Stack
from scripts.bench_scale import measured
from scripts.openapi import settings_for_loading
from shared.dex import packing
from shared.dex.documents import BestEntry, EntryAnimal, LifeListItem, Sightings

SIZES = (100, 1_000, 10_000, 100_000)
ROUNDS = 5
RANKS = (0.0001, 0.0015, 0.009, 0.03, 0.2)  # phyla, classes, orders, families, genera per species, roughly as in nature
FRIENDS, DISTINCT = 200, 10_000
FEW, MANY = 300, 3_000  # animals of each friend
NOW = datetime(2026, 5, 1, tzinfo=UTC)


# Layout


def taxonomic_tree(size: int) -> list[int]:
    """Return the parents of a tree about as bushy as the tree of life; the same in every run."""
    dice = random.Random(size)  # noqa: S311 - no secret
    levels = [max(1, round(share * size)) for share in RANKS]
    levels.append(size - 1 - sum(levels))
    parents, above = [-1], [0]
    for count in levels:
        chosen = sorted(above[int(dice.random() ** 2 * len(above))] for _ in range(count))
        above = list(range(len(parents), len(parents) + count))
        parents += chosen
    return parents


def seconds_here(parents: list[int]) -> float:
    """Return the duration of our layout, from a list of parents to a position for each node."""
    from shared.graph import layout

    breadth = [1.0] * len(parents)
    began = time.perf_counter()
    layout.tidy(layout.by_level(parents), breadth)
    return time.perf_counter() - began


def compare_layouts() -> None:
    """Print our times and d3-hierarchy's, and how they grow."""
    node = subprocess.Popen(
        [prerequisites.node(), "scripts/bench_tree.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with node as d3:
        assert d3.stdin  # noqa: S101 - both are pipes
        assert d3.stdout  # noqa: S101
        before = 0.0
        for size in SIZES:
            parents, here, there = taxonomic_tree(size), [], []
            for _ in range(ROUNDS):
                here.append(seconds_here(parents))
                print(json.dumps(parents), file=d3.stdin, flush=True)
                there.append(float(d3.stdout.readline()))
            own, other = min(here) * 1000, min(there) * 1000
            growth = f", {own / before:.1f} x the time for 10 x the nodes" if before else ""
            print(f"layout of {size:7} nodes: {own:7.2f} ms, d3 {other:7.2f} ms, {own / other:.2f} x{growth}")
            before = own


# A viewer with friends


def populate(viewer: str, friends: int, animals: int, distinct: int) -> None:
    """Store friends of a viewer, with a number of animals each."""
    from shared.cloud import firestore
    from shared.social.models import Circle

    species, dice = _items(distinct), random.Random(1)  # noqa: S311 - no secret
    uids = [f"friend{number:027}" for number in range(friends)]
    client = firestore.client()
    for uid in [viewer, *uids]:
        chosen = dice.sample(species, min(animals, distinct))
        chunks = list(batched(chosen, 250))
        for number, some in enumerate(chunks):
            chunk = client.document(f"life_lists/{uid}/chunks/{number:06}")
            chunk.set({"items": {animal_id: _seen(item) for animal_id, item in some}, "chunks": len(chunks)})
        members = [uid, *(uids if uid == viewer else [viewer])]
        names = {other: f"trainer-{other[-6:]}" for other in members[1:]}
        client.document(f"circles/{uid}").set(Circle(members=members, names=names, stamp=1).model_dump())
        client.document(f"profiles/{uid}").set({"username": f"trainer-{uid[-6:]}", "created_at": NOW})


def _items(count: int) -> list[tuple[str, LifeListItem]]:
    from shared.animals.rules import animal_id
    from shared.animals.taxonomy import taxonomy
    from shared.dex import tallies
    from shared.settings import settings

    database = sqlite3.connect(settings().taxonomy_path)
    rows = database.execute("select name from taxon where rank = 'species' order by id limit ?", (count,))
    items = []
    for number, (name,) in enumerate(rows.fetchall(), 1):
        known = taxonomy().find(name)
        if known:
            animal = EntryAnimal(id=animal_id(name), creation_index=number, **known.model_dump())
            item = LifeListItem(
                lineage=tallies.pack(animal), seen={}, **known.model_dump(exclude={"lineage"}), creation_index=number
            )
            items.append((animal.id, item))
    return items


def _seen(item: LifeListItem) -> str:
    best = BestEntry(entry_id=secrets.token_hex(12), favorite=False, caught_at=NOW, picture=f"{secrets.token_hex(4)}.0")
    seen = Sightings(count=1, photographs=1, first_seen=NOW, best=best)
    return packing.pack(item.model_copy(update={"seen": {"owner": seen, "friend": seen}}))


def see_friends(animals: int) -> None:
    """Print the reads, time and memory of a tree of many friends, cold and from the cache."""
    from shared.cloud.auth.identity import Identity
    from shared.graph import kept, service
    from shared.graph.models import ChunkPath, FormQuery, TreeQuery

    viewer = Identity(f"viewer{animals}", NOW)
    populate(viewer.uid, FRIENDS, animals, DISTINCT)
    print(f"tree of {FRIENDS} friends of {animals}")
    measure("cold, whole", lambda: service.see(viewer, TreeQuery()))
    measure("kept, whole", lambda: service.see(viewer, TreeQuery()))
    measure("kept, one chunk", lambda: service.see_chunk(viewer, ChunkPath(x=0, y=0), FormQuery()).model_dump_json())
    for _ in range(ROUNDS):
        kept.forget(viewer)
        kept.unpack.cache_clear()
        measure("cold again", lambda: service.see(viewer, TreeQuery()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MiB, of this whole process")


def measure(name: str, ask: Callable[[], object]) -> None:
    """Print the reads and time of a question."""
    began, busy = time.perf_counter(), time.process_time()
    with measured() as cost:
        ask()
    whole, own = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
    print(f"    {name:15} {cost.reads:4} reads, {whole:5.0f} ms, of which {own:5.0f} ms of this CPU")


def main() -> None:
    """Print the figures."""
    compare_layouts()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update({**settings_for_loading(), **stack.environment})
        see_friends(FEW)
        see_friends(MANY)


if __name__ == "__main__":
    main()
