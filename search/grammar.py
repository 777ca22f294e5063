"""The one filter grammar of lists, search, feeds and embeds: its names and the typed values they give."""

from dataclasses import dataclass
from datetime import date

from search.question import Question

GRAMMAR = (
    "q",
    "lettre",
    "sorte",
    "secteur",
    "rev3",
    "chantier",
    "niveau",
    "voie",
    "type",
    "public",
    "dep",
    "bassin",
    "commune",
    "rayon",
    "uai",
    "du",
    "au",
    "tri",
    "page",
    "n",
)

TRI_PERTINENCE, TRI_DATE, TRI_DISTANCE = "pertinence", "date", "distance"

DEFAULT_RADIUS = 30
MAX_RADIUS = 100
DEFAULT_SIZE = 10
MAX_SIZE = 50
#: Elasticsearch serves the first 10,000 results of a query; nobody turns 1,000 pages.
MAX_RESULTS = 10_000
#: Longer queries add no meaning and cost the engine.
MAX_QUERY = 200
#: Values kept for one name; the rest is ignored and said.
MAX_VALUES = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of the filter: INSEE code, name, latitude and longitude in degrees."""

    code: str
    label: str
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader asked for, once valid: the only thing that queries read."""

    q: str = ""
    #: Phrases of `q` to be taken as plain words: readings that the reader undid.
    lettre: tuple[str, ...] = ()
    sorte: tuple[str, ...] = ()
    secteur: tuple[str, ...] = ()
    rev3: tuple[str, ...] = ()
    chantier: tuple[str, ...] = ()
    niveau: tuple[int, ...] = ()
    voie: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    bassin: tuple[str, ...] = ()
    commune: tuple[Place, ...] = ()
    rayon: int = DEFAULT_RADIUS
    uai: tuple[str, ...] = ()
    du: date | None = None
    au: date | None = None
    tri: str = TRI_PERTINENCE
    page: int = 1
    n: int = DEFAULT_SIZE
    #: Names read in the words rather than chosen: they keep contents with nothing in that field (a job has no place).
    lenient: tuple[str, ...] = ()
    #: The words of `q` once understood; None: `q` is taken as it is.
    question: Question | None = None

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.n

    @property
    def narrowed(self) -> bool:
        """Something else than words was asked."""
        return bool(
            self.sorte or self.secteur or self.rev3 or self.chantier or self.niveau or self.voie or self.type
            or self.public or self.dep or self.bassin or self.commune or self.uai or self.du or self.au
        )  # fmt: skip
