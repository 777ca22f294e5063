"""What a question is compared with, held in memory: places, and the words that contents use.

Loaded in one request, then again in the background every five minutes: a page never waits for a newer copy, and a
suggestion never waits for a first one.
"""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import connection

from search.grammar import Place
from search.understanding.spelling import Speller, nearest
from search.understanding.tables import known_words, listed_words, rome_words
from search.understanding.text import root, words_of

#: Seconds after which a copy is replaced.
LIFE = 300.0
#: Most used words kept, over all languages.
MAX_WORDS = 100_000

Key = tuple[str, ...]

INHABITANTS_PER_USE = 5_000
#: Name of the speller of communes, beside one by language.
PLACES = "places"

#: Contents whose words are read: at once by a page that has no copy yet, then aside. Names repeat: more add little.
FIRST_CONTENTS, CONTENTS = 3_000, 50_000

SQL = """
    WITH told AS MATERIALIZED (SELECT language, key, source FROM search_indexeddocument
        WHERE NOT gone AND source->>'kind' <> 'etablissement' LIMIT %(contents)s)
    SELECT 'word' AS sort, jsonb_build_array(language, word, count(*)) FROM (
        SELECT language, key, regexp_split_to_table(lower(concat_ws(' ', source->>'title', source->>'alternatives',
            source->>'sigles', source->>'keywords')), '[^[:alnum:]]+') AS word
        FROM told) AS words
    WHERE length(word) > 1 GROUP BY language, word
    UNION ALL
    SELECT 'said', jsonb_build_array(language, word) FROM (
        SELECT DISTINCT language, regexp_split_to_table(lower(source->>'summary'), '[^[:alnum:]]+') AS word
        FROM told) AS said
    UNION ALL
    SELECT 'name', jsonb_build_array(name) FROM (
        SELECT DISTINCT regexp_split_to_table(sort, '[^[:alnum:]]+') AS name
        FROM search_indexeddocument WHERE NOT gone AND source->>'kind' = 'etablissement') AS names
    UNION ALL
    SELECT 'title', jsonb_build_array(language, source->>'title') FROM search_indexeddocument
    WHERE NOT gone AND source->>'kind' IN ('secteur', 'page')
    UNION ALL
    SELECT 'commune', jsonb_build_array(commune.code, commune.nom, departement.code, departement.nom,
        commune.population, commune.latitude, commune.longitude, to_jsonb(codes_postaux))
    FROM territoires_commune commune JOIN territoires_departement departement ON departement.code = departement_id
    UNION ALL
    SELECT 'departement', jsonb_build_array(code, nom, locatif) FROM territoires_departement
    UNION ALL
    SELECT 'bassin', jsonb_build_array(slug, nom) FROM territoires_bassin
"""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune by the words of its name."""

    code: str
    name: str
    departement: str
    departement_name: str
    population: int
    point: tuple[float, float] | None

    @property
    def place(self) -> Place:
        return Place(self.code, f"{self.name} ({self.departement_name})", self.point)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One copy; empty until a first one is loaded."""

    communes: Mapping[Key, tuple[Commune, ...]] = field(default_factory=dict)
    postcodes: Mapping[str, tuple[Commune, ...]] = field(default_factory=dict)
    #: Names in plain words by first letter, for what is being typed.
    by_letter: Mapping[str, list[tuple[str, tuple[Commune, ...]]]] = field(default_factory=dict)
    #: Code → how one says to be there: “dans l’Oise”.
    departements: Mapping[str, str] = field(default_factory=dict)
    departement_titles: Mapping[str, str] = field(default_factory=dict)
    departement_names: Mapping[Key, str] = field(default_factory=dict)
    bassins: Mapping[Key, str] = field(default_factory=dict)
    #: Words side by side in the titles of landings and help pages, in which a place is no place: “Seine-Nord Europe”.
    title_pairs: frozenset[tuple[str, str]] = frozenset()
    #: Proper names, right as they are written: communes and établissements.
    names: frozenset[str] = frozenset()
    #: Words of names and classifications by language, with their uses, and their roots.
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    roots: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Roots of words that summaries use: right too.
    said: frozenset[str] = frozenset()
    spellers: Mapping[str, Speller] = field(default_factory=dict)

    @property
    def loaded(self) -> bool:
        return bool(self.words or self.communes)

    def is_known(self, word: str, language: str) -> bool:
        """No typo: a word of contents, of ROME, of our lists, or of a place."""
        key = root(word)
        known = (self.roots.get(language, ()), self.said, standing_roots(language))
        return word in self.names or any(key in roots for roots in known)

    def named_roots(self, language: str) -> frozenset[str]:
        """Roots of the words that contents are named or classified with."""
        return self.roots.get(language, frozenset())

    def correct(self, word: str, language: str, written: str = "") -> str:
        """The nearest word of contents, else of a place, else of ROME; nothing when none is near."""
        return nearest(word, written, self.all_spellers(language))

    def all_spellers(self, language: str) -> list[Speller]:
        return [
            *(self.spellers[name] for name in (language, PLACES) if name in self.spellers),
            standing_speller(),
        ]


EMPTY = Lexicon()


@lru_cache(maxsize=8)
def standing_roots(language: str) -> frozenset[str]:
    """Roots that are right whatever the contents. English pages hold French words too."""
    languages = (language,) if language == "fr" else (language, "fr")
    words = {root(word) for code in languages for written in rome_words(code) for word in words_of(written)}
    return frozenset(words.union(*(known_words(code) for code in languages)))


def read_all(contents: int = CONTENTS) -> Lexicon:
    """A copy of what the database holds now, with the words of so many contents. One request."""
    rows: dict[str, list[list[Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"contents": contents})
        for sort, values in cursor.fetchall():
            rows[sort].append(_json(values))
    return build(rows)


def _json(values: Any) -> list[Any]:
    """Django leaves JSON of raw SQL as text."""
    return list(values if isinstance(values, list) else json.loads(values))


def build(rows: Mapping[str, list[list[Any]]]) -> Lexicon:
    """From rows by sort, as `SQL` gives them."""
    communes = [_commune(row) for row in rows.get("commune", ())]
    by_name: dict[Key, list[Commune]] = defaultdict(list)
    by_postcode: dict[str, list[Commune]] = defaultdict(list)
    for commune, row in zip(communes, rows.get("commune", ()), strict=True):
        for name in names_of(commune.name):
            by_name[name].append(commune)
        for postcode in row[7] or ():
            by_postcode[postcode].append(commune)
    words = _words(rows.get("word", ()))
    places = _place_words(communes)
    named = _most_populated(by_name)
    return Lexicon(
        communes=named,
        by_letter=_by_letter(named),
        postcodes=_most_populated(by_postcode),
        departements={row[0]: row[2] or row[1] for row in rows.get("departement", ())},
        departement_titles={row[0]: row[1] for row in rows.get("departement", ())},
        departement_names={tuple(words_of(row[1])): row[0] for row in rows.get("departement", ())},
        bassins={tuple(words_of(row[1])): row[0] for row in rows.get("bassin", ())},
        title_pairs=frozenset(
            pair for _language, title in rows.get("title", ()) for pair in pairwise(words_of(title))
        ),
        said=frozenset(
            root(word)
            for _language, text in rows.get("said", ())
            for word in words_of(text or "")
            if word not in places
        ),
        names=frozenset(places).union(
            (row[0] for row in rows.get("name", ())),
            (
                word
                for sort in ("departement", "bassin")
                for row in rows.get(sort, ())
                for word in words_of(row[1])
            ),
        ),
        words={language: dict(counted) for language, counted in words.items()},
        roots={
            language: frozenset(
                root(word) for text in counted for word in words_of(text) if word not in places
            )
            for language, counted in words.items()
        },
        spellers={language: Speller.of(counted.items()) for language, counted in words.items()}
        | {PLACES: Speller.of(places.items())},
    )


def _place_words(communes: Iterable[Commune]) -> dict[str, int]:
    """Words of the names of communes; a large town counts as much as a word that many contents use."""
    counted: dict[str, int] = {}
    for commune in communes:
        for word in words_of(commune.name):
            counted[word] = max(counted.get(word, 0), min(commune.population // INHABITANTS_PER_USE, 50))
    return counted


def _commune(row: list[Any]) -> Commune:
    code, name, departement, departement_name, population, latitude, longitude, _postcodes = row
    point = None if latitude is None or longitude is None else (float(latitude), float(longitude))
    return Commune(code, name, departement, departement_name, population or 0, point)


def names_of(name: str) -> list[Key]:
    """“Saint-Omer” is typed “st omer” too, “Le Touquet-Paris-Plage” is called “Le Touquet” or “Touquet”."""
    words = tuple(words_of(name))
    found = [words]
    if words[0] in {"saint", "sainte"}:
        found.append((words[0][0] + ("te" if words[0] == "sainte" else "t"), *words[1:]))
    if words[0] in {"le", "la", "les", "l"} and len(words) > 1:
        found += [words[1:]]
    short = _before_hyphens(name)
    return list(dict.fromkeys([*found, *short]))


def _before_hyphens(name: str) -> list[Key]:
    """The usual short name of a long one: what stands before “-sur-”, “-lès-”, “-en-”… or “Paris-Plage”."""
    words = words_of(name)
    for index, word in enumerate(words[1:], start=1):
        if (
            word in {"sur", "sous", "les", "lez", "en", "la", "le", "au", "aux", "de", "du", "paris"}
            and index >= 1
        ):
            short = tuple(words[:index])
            return (
                [short] if len("".join(short)) > 3 and short[-1] not in {"le", "la", "les", "saint"} else []
            )
    return []


def _most_populated(table: Mapping[Any, list[Commune]]) -> dict[Any, tuple[Commune, ...]]:
    return {
        key: tuple(sorted(dict.fromkeys(found), key=lambda commune: (-commune.population, commune.code)))
        for key, found in table.items()
    }


def _by_letter(
    communes: Mapping[Key, tuple[Commune, ...]],
) -> dict[str, list[tuple[str, tuple[Commune, ...]]]]:
    table: dict[str, list[tuple[str, tuple[Commune, ...]]]] = defaultdict(list)
    for key, found in communes.items():
        table[key[0][0]].append((" ".join(key), found))
    return table


def _words(rows: Iterable[list[Any]]) -> dict[str, dict[str, int]]:
    """Counts by language. English pages meet French contents: their words are counted there too."""
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for language, word, count in sorted(rows, key=lambda row: -row[2])[:MAX_WORDS]:
        words[language][word] = count
    french = words.get("fr", {})
    return {
        language: counted if language == "fr" else {**dict.fromkeys(french, 0), **counted}
        for language, counted in words.items()
    }


@lru_cache(maxsize=1)
def standing_speller() -> Speller:
    """Words of our lists, which lead somewhere: the same for every copy and language. Those of ROME alone do not."""
    return Speller.of(
        (word, 0) for word in (*listed_words("fr"), "alternance", "apprentissage", "portes", "ouvertes")
    )


class _Copy:
    """The copy of this process, of one database."""

    def __init__(self) -> None:
        self.lexicon = EMPTY
        self.until = 0.0
        self.database = ""
        self.lock = threading.Lock()

    def set(self, lexicon: Lexicon) -> None:
        self.lexicon, self.until, self.database = lexicon, time.monotonic() + LIFE, _database()

    @property
    def held(self) -> bool:
        return self.lexicon.loaded and self.database == _database()

    def renew_aside(self) -> None:
        """Start a thread that loads, unless one is at work or processes keep no thread (tests)."""
        if (
            time.monotonic() < self.until
            or not settings.SEARCH_TUNING_LISTENS
            or not self.lock.acquire(blocking=False)
        ):
            return
        self.until = time.monotonic() + LIFE
        threading.Thread(target=self._load, name="search-lexicon", daemon=True).start()

    def _load(self) -> None:
        try:
            lexicon = read_all()
            for speller in (standing_speller(), *lexicon.spellers.values()):
                speller.warm()
            self.set(lexicon)
        finally:
            connection.close()
            self.lock.release()


_copy = _Copy()


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def refresh() -> Lexicon:
    """Load now: a command, a test."""
    _copy.set(read_all())
    return _copy.lexicon


def forget() -> None:
    _copy.lexicon, _copy.until = EMPTY, 0.0


def current(*, wait: bool = True) -> Lexicon:
    """The copy in memory. Without one, a page loads it (one request); a suggestion does without (`wait=False`)."""
    if not _copy.held and wait:
        _copy.set(read_all(FIRST_CONTENTS))
        _copy.until = 0.0  # the whole of it, aside
    _copy.renew_aside()
    return _copy.lexicon
