"""Scientific names and the bundled taxonomy."""

import csv
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.animals import rules, search
from shared.animals import taxonomy as taxonomy_module
from shared.animals.models import Kingdom, Rank
from shared.animals.names import find, kingdom_of, resolve_name
from shared.animals.parsing import parse
from shared.animals.taxonomy import taxonomy
from shared.settings import settings

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases"
WRITTEN = list(csv.DictReader((CASES / "names_by_models.csv").open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row["written"])
def test_names_are_read_as_models_write_them(row: dict[str, str]) -> None:
    result = resolve_name(row["written"])
    known = result.scientific_name if result else ""
    assert known == row["meant"]


@pytest.mark.parametrize("given", ["", "x" * 201, "\x00", "Panthera\nleo" * 50])
def test_what_cannot_be_a_name_is_none(given: str) -> None:
    assert parse(given) is None
    assert resolve_name(given) is None


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("Felis concolor", "Puma concolor"),
        ("Nyctea scandiaca", "Bubo scandiacus"),
        ("Canis familiaris", "Canis lupus familiaris"),
        ("Felis silvestris catus", "Felis catus"),
        ("Gallus gallus domesticus", "Gallus gallus"),
    ],
)
def test_synonyms_and_domestic_forms_lead_to_one_name(given: str, accepted: str) -> None:
    result = resolve_name(given)
    assert result is not None
    assert result.scientific_name == accepted


@pytest.mark.parametrize("reptile", ["Crocodylus porosus", "Chelonia mydas", "Calotes versicolor"])
def test_reptiles_have_a_class(reptile: str) -> None:
    result = resolve_name(reptile)
    assert result is not None
    assert [taxon.name for taxon in result.lineage][:3] == ["Animalia", "Chordata", "Reptilia"]


def test_an_answer_above_species_is_kept_at_its_rank() -> None:
    result = resolve_name("Anatidae")
    assert result is not None
    assert result.rank is Rank.FAMILY


@pytest.mark.parametrize("name", ["Nullius inventus", "Qwertus uiopus", "House sparrow", "Unknown"])
def test_a_name_that_no_taxonomy_knows_is_none(name: str) -> None:
    assert resolve_name(name) is None


def test_ids_are_slugs() -> None:
    assert rules.animal_id("Canis lupus familiaris") == "canis-lupus-familiaris"


@pytest.mark.parametrize(
    ("name", "kingdom"),
    [
        ("Quercus robur", Kingdom.PLANTS),
        ("Taraxacum officinale F.H.Wigg.", Kingdom.PLANTS),
        ("Bellis perennis", Kingdom.PLANTS),
        ("Rosa canina", Kingdom.PLANTS),
        ("Prunella vulgaris", Kingdom.PLANTS),  # a bird's genus is called the same
        ("Asteraceae", Kingdom.PLANTS),
        ("Nonsenseaceae", Kingdom.PLANTS),
        ("Amanita muscaria", Kingdom.FUNGI),
        ("Boletus edulis", Kingdom.FUNGI),
        ("Prunella modularis", Kingdom.ANIMALS),
        ("Prunella", Kingdom.ANIMALS),
        ("Parus major", Kingdom.ANIMALS),
        ("Parus blorbus", Kingdom.ANIMALS),
        ("Qwertus uiopus", None),
        ("House sparrow", None),
        ("?", None),
    ],
)
def test_plants_and_fungi_are_known_from_animals(name: str, kingdom: Kingdom | None) -> None:
    assert kingdom_of(name) is kingdom


@pytest.mark.parametrize(
    ("name", "placed"),
    [
        ("Latimeria chalumnae", "Sarcopterygii"),
        ("Protopterus annectens", "Sarcopterygii"),
        ("Neoceratodus forsteri", "Sarcopterygii"),
        ("Sphenodon punctatus", "Reptilia"),
        ("Sphenodon punctatus", "Sphenodontidae"),
        ("Testudo hermanni", "Reptilia"),
        ("Amphiprion ocellaris", "Pomacentridae"),
        ("Carcharodon carcharias", "Chondrichthyes"),
        ("Oceanites oceanicus", "Hydrobatidae"),
        ("Dendrocopos major", "Picidae"),
        ("Eumyias panayensis", "Muscicapidae"),
        ("Bernieria madagascariensis", "Bernieridae"),
    ],
)
def test_what_the_source_misplaces_is_mended(name: str, placed: str) -> None:
    found = resolve_name(name)
    assert found is not None
    assert (found.scientific_name, found.rank) == (name, Rank.SPECIES)
    assert placed in [above.name for above in found.lineage]


def test_every_binomial_of_a_subspecies_is_known() -> None:
    database = sqlite3.connect(settings().taxonomy_path)
    subspecies = [name for (name,) in database.execute("select name from taxon where rank = 'subspecies'")]
    assert len(subspecies) > 19_000
    binomials = {" ".join(name.split()[:2]) for name in subspecies}
    assert [name for name in binomials if taxonomy().find(name) is None] == []


def test_names_since_2020_are_the_accepted_ones() -> None:
    with (ROOT / "scripts/taxonomy/renamed.csv").open(encoding="utf-8", newline="") as lines:
        renamed = [(row["old_name"], row["new_name"]) for row in csv.DictReader(lines)]
    assert {new for _, new in renamed} >= {"Astur gentilis", "Nannopterum auritum", "Botaurus exilis", "Aglais io"}
    for old, new in renamed:
        for name in (old, new):
            found = taxonomy().find(name)
            assert found is not None, name
            assert found.scientific_name == new


@pytest.mark.parametrize("rank", [Rank.GENUS, Rank.ORDER])
def test_homonyms_of_two_ranks_are_both_reached(rank: Rank) -> None:
    found = resolve_name("Plecoptera", rank)
    assert found is not None
    assert found.rank is rank
    assert {(taxon.name, taxon.rank) for taxon in search.first("Plecoptera", 6)} >= {("Plecoptera", rank)}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Aus fulvicorne", "Aus subfulvicorne"),
        ("Aus inornata", "Aus ornata"),
        ("Aus ornatus", "Aus inornata"),
        ("Aus ornata", "Aus inornata"),
    ],
)
def test_a_prefix_makes_another_animal_not_a_misspelling(name: str, other: str) -> None:
    assert rules.best_spelling(name, [other], lambda _: False) is None


def test_what_is_an_epithet_elsewhere_is_no_slip_of_the_pen() -> None:
    assert rules.best_spelling("Aus albina", ["Aus albida"], lambda _: False) == "Aus albida"
    assert rules.best_spelling("Aus albina", ["Aus albida"], lambda _: True) is None
    assert rules.best_spelling("Auss albida", ["Aus albida"], lambda _: True) == "Aus albida"


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("Recurvirostra americanus", "Recurvirostra americana"),
        ("Panthera onka", "Panthera onca"),
        ("Pantera onca", "Panthera onca"),
        ("Alces alcess", "Alces alces"),
    ],
)
def test_a_misspelling_leads_to_the_name_that_was_meant(misspelt: str, meant: str) -> None:
    result = resolve_name(misspelt)
    assert result is not None
    assert result.scientific_name == meant


def test_of_an_unknown_species_the_genus_is_known() -> None:
    result = resolve_name("Panthera xyzzyx")
    assert result is not None
    assert (result.scientific_name, result.rank) == ("Panthera", Rank.GENUS)


def test_a_person_may_say_the_common_name() -> None:
    result = find("Snowy owl")
    assert result is not None
    assert result.scientific_name == "Bubo scandiacus"
    assert find("no such beast") is None


def test_threads_share_the_taxonomy() -> None:
    names = ["Panthera leo", "Corvus corax", "Puma concolor", "Felis catus"] * 100
    with ThreadPoolExecutor(8) as pool:
        result = list(pool.map(taxonomy().find, names))
    assert [one.scientific_name if one else None for one in result] == names
    assert all(one and one.lineage[0].name in {"Animalia", "Metazoa"} for one in result)


@pytest.mark.parametrize(("genus", "species"), [("Lynx", 4), ("Corvus", None), ("Nonsense", 0), ("Felidae", 0)])
def test_a_genus_knows_how_many_species_it_has(genus: str, species: int | None) -> None:
    counted = taxonomy().species_of(genus)
    assert counted == species if species is not None else counted > 20


def test_no_look_up_reads_the_whole_taxonomy() -> None:
    database = sqlite3.connect(settings().taxonomy_path)
    queries = {name: sql for name, sql in vars(taxonomy_module).items() if isinstance(sql, str) and "select" in sql}
    assert len(queries) >= 8
    for name, sql in queries.items():
        plan = [row[3] for row in database.execute(f"explain query plan {sql}", ("x",) * sql.count("?"))]
        assert not [step for step in plan if step.startswith(("SCAN name", "SCAN taxon"))], name
