"""Species: taxa of the bundled taxonomy, and the animals that people have discovered."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from shared.base_model import Id, Model, PageQuery, Uid


class Rank(StrEnum):
    """The ranks that the product knows, from the widest to the narrowest."""

    KINGDOM = "kingdom"
    PHYLUM = "phylum"
    CLASS = "class"
    ORDER = "order"
    FAMILY = "family"
    GENUS = "genus"
    SPECIES = "species"
    SUBSPECIES = "subspecies"

    @property
    def is_species(self) -> bool:
        """Whether this rank counts as a species: a species, or a subspecies, which are kept only for domestic forms."""
        return self in {Rank.SPECIES, Rank.SUBSPECIES}


class Kingdom(StrEnum):
    """The kingdoms that photographs can show."""

    ANIMALS = "Animalia"
    PLANTS = "Plantae"
    FUNGI = "Fungi"


class Taxon(Model):
    """A taxon's own name, without its place in the tree."""

    name: str
    rank: Rank


class Classification(Model):
    """A name with its place in the tree."""

    scientific_name: str = Field(description="The accepted name")
    common_name: str | None = None
    rank: Rank
    lineage: list[Taxon] = Field(description="From the kingdom down, without the taxon itself")

    def taxon_at(self, rank: Rank) -> str | None:
        """Return the name of its taxon at this rank, which may be itself."""
        if self.rank is rank:
            return self.scientific_name
        return next((taxon.name for taxon in self.lineage if taxon.rank is rank), None)


class Category(StrEnum):
    """The categories of the IUCN Red List."""

    EXTINCT = "EX"
    EXTINCT_IN_THE_WILD = "EW"
    CRITICALLY_ENDANGERED = "CR"
    ENDANGERED = "EN"
    VULNERABLE = "VU"
    NEAR_THREATENED = "NT"
    LEAST_CONCERN = "LC"
    DATA_DEFICIENT = "DD"
    NOT_EVALUATED = "NE"


class Animal(Classification):
    """`animals/{id}`: a species that somebody has seen, or a wider taxon if the species could not be determined."""

    id: str
    creation_index: int | None = Field(None, ge=1, description="A species' number, in order of discovery")
    discovered_by: Uid | None = Field(
        None, description="Who photographed it first; null also after their account was deleted"
    )
    discovered_at: datetime | None = None
    discovery_entry: str | None = Field(None, description="The entry of its discovery")
    created_at: datetime
    iucn: Category | None = Field(None, description="Its category on the Red List; null if unknown")
    iucn_known: bool = Field(
        default=False, description="Whether the field guide, GBIF or an operator has provided the category"
    )
    refresh_due_at: datetime | None = Field(None, description="Since when its entries need to be updated")
    popularity: int = Field(0, ge=0, description="The number of its entries when last counted")
    merged_into: str | None = Field(None, description="The animal that it was merged into")

    def is_below(self, other: Classification) -> bool:
        """Return whether it belongs to a wider taxon."""
        return Taxon(name=other.scientific_name, rank=other.rank) in self.lineage


class AnimalCounter(Model):
    """`counters/animals`: the latest creation_index."""

    last: int = 0


class Sort(StrEnum):
    """The order of a list of animals."""

    CREATION_INDEX = "creation_index"
    POPULARITY = "popularity"


class AnimalQuery(PageQuery):
    """The query parameters of a list of animals."""

    q: str | None = Field(
        None, min_length=2, max_length=60, description="A name, or words of it; the best known animals come first"
    )
    rank: Rank | None = None
    taxon: str | None = Field(None, max_length=80, description="A class, order, family … that they belong to")
    sort: Sort = Field(Sort.CREATION_INDEX, description="The order of the list without `q`")


class AnimalPath(Model):
    """The path parameters of an animal."""

    animal_id: Id


class AnimalReply(Classification):
    """An animal as everybody sees it."""

    id: str
    creation_index: int | None = Field(description="A species' number; null until a photograph of it is in a dex")
    other_names: list[str] = Field(description="Other English names, from the field guide")
    is_domestic: bool
    sentence: str | None = Field(description="A memorable sentence, from the field guide")
    iucn: Category | None = Field(description="A species' category on the Red List; null if unknown")
    popularity: int
    created_at: datetime


class Discoverer(Model):
    """The person who photographed an animal first; "a player" to viewers who may not see that entry."""

    user_id: str | None
    username: str


class AnimalDetails(AnimalReply):
    """An animal with its discoverer."""

    discoverer: Discoverer | None
    discovered_on: date | None


class LineageReply(Model):
    """An animal's place in the tree of life, from the kingdom down to itself."""

    items: list[Taxon]


class TaxonReply(Taxon):
    """A taxon of the bundled taxonomy."""

    common_name: str | None


class TaxonFacts(NamedTuple):
    """The English name of a taxon, and its number of species."""

    common_name: str | None
    species: int


class FoundTaxon(TaxonReply):
    """A search result: a taxon with its class and parent, to tell it from its namesakes."""

    class_name: str | None = Field(description="Its class, e.g. Mammalia; null for wider taxa")
    parent: str | None = Field(description="Its parent taxon; null for a kingdom")


class TaxonSearch(PageQuery):
    """The query parameters of a search for taxa."""

    q: str = Field(min_length=2, max_length=60)


class TaxonChildrenQuery(PageQuery):
    """The query parameters of a taxon's children."""

    rank: Rank | None = Field(None, description="The taxon's rank, to tell homonyms apart")


class TaxonPath(Model):
    """The path parameters of a taxon."""

    name: str = Field(min_length=1, max_length=80)
