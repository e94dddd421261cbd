"""Animals of life lists as chunks hold them."""

from shared.dex import packing
from shared.dex.documents import AnimalSeen
from tests.unit.test_dex_rules import NOW, entry, recounted


def test_an_audience_is_shown_what_it_may_see_of_a_packed_animal_and_nothing_else() -> None:
    public = entry(entry_id="e", visibility="public", caught_at=NOW)
    secret = entry(entry_id="f", visibility="private", favorite=True)
    items = {name: packing.pack(item) for name, item in recounted(public, secret).animals.items()}
    (mine,), (seen,) = (list(packing.seen_by(audience, items)) for audience in ("owner", "friend"))
    assert seen == AnimalSeen(
        animal_id=public.animal.id,
        scientific_name="Puma concolor",
        common_name=public.animal.common_name,
        rank="species",
        lineage=mine.lineage,
        creation_index=public.animal.creation_index,
        sightings=1,
        standing=(False, NOW, "e"),
        picture="p.0",
    )
    assert (mine.sightings, mine.standing[2]) == (2, "f")
    only_secret = {name: packing.pack(item) for name, item in recounted(secret).animals.items()}
    assert list(packing.seen_by("friend", only_secret)) == []
