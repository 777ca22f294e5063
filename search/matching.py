"""Which contents answer a question, and in what order: the words of `Filters.question` as Elasticsearch clauses.

`everything` (a copy of all texts) decides; the other clauses only order. One meaning per field over all kinds, and each
weight has its reason:

- a whole name said (60, 40, by the roots of its words): nothing is clearer; an appellation is a little less wanted;
- title (8; 6 as written): it says what the content is; sigles (7): short, hence sure; other names (6; 4 as written):
  both genders and ROME appellations, as good a name, a little less wanted;
- classification (2): a subject, not a name; places (2): they narrow, they do not name; text (1 and 0.6): in passing.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import Any

from common.search_documents import PAGE, Sorte
from search import tuning
from search.folding import folded
from search.grammar import Filters
from search.index.words import SMALL_WORDS
from search.question import Group, Phrase, Question
from search.understanding.text import key_of

Json = dict[str, Any]


class Reading(Enum):
    """How the words are read."""

    EXACT = "as written, in any form of the word"
    TYPOS = "with typos"
    LOOSE = "with typos, some words left out"


#: Fields that a word is looked for in, with their weight and the group whose factor the analyst may change.
FIELDS = (
    ("title", 8.0, "title"),
    ("title.exact", 6.0, "title"),
    ("sigles", 7.0, "sigles"),
    ("alternatives", 2.0, "alternatives"),
    ("alternatives.exact", 1.0, "alternatives"),
    ("keywords", 3.0, "keywords"),
    ("places", 2.0, "places"),
    ("summary", 1.0, "text"),
    ("body", 0.6, "text"),
)
LABEL, NAME = 60.0, 40.0
#: French names begin with what the thing is: “vendeur en jeux vidéo” is a seller first.
LABEL_HEAD, NAME_HEAD = 20.0, 10.0
#: Words side by side in a name.
PHRASE = (("title.exact", 6.0, "title"), ("alternatives.exact", 3.0, "alternatives"))
#: All the groups are there, where a longer question lets some be missing.
WHOLE_QUESTION = 25.0
#: The kind asked for (“formation boulanger”) comes before a somewhat better name of another kind.
PREFERRED = 2.0
#: A job that answers a taste: as much as a title that holds the word; less when it is one taste among many.
MAIN_INTEREST, INTEREST = 50.0, 30.0
TASTE_WORDS = 0.75
#: The sector of a job that no content tells.
SECTOR_PAGE = 30.0
#: The nearest first, among contents as good: half of it 10 km away.
NEAREST, HALF_WAY = 30.0, "10km"

#: Read filter → fields that say something of it.
SAYS = {
    "commune": ("points", "communes"),
    "dep": ("departements",),
    "niveau": ("niveaux",),
    "voie": ("voies",),
}
#: Of several ways of saying a group the best counts; each other one that is met adds this share of itself.
OTHER_WAYS = 0.4
#: Of more than two groups, this share must be there; when nothing answers, that one.
ENOUGH, LOOSELY = 0.75, 0.6
FUZZY = {"fuzziness": "AUTO:5,9", "prefix_length": 2, "max_expansions": 30}


def question_of(filters: Filters) -> Question | None:
    """As it was read; else each word stands for itself."""
    if filters.question is not None:
        return filters.question
    return plain(filters.q) if filters.q else None


def plain(q: str) -> Question:
    found = re.findall(r"\w+", folded(q))
    words = [word for word in found if word not in SMALL_WORDS] or found
    groups = tuple(Group(word, (Phrase(word),)) for word in dict.fromkeys(words))
    return Question(groups, " ".join(found), names=(Phrase(" ".join(words)),) if words else (), typed=q)


def without_codes(q: str) -> str:
    """The words that may hold a typo: neither articles, nor numbers (a code close to another is another thing)."""
    words = [word for word in re.findall(r"\w+", folded(q)) if not any(letter.isdigit() for letter in word)]
    return " ".join(word for word in words if word not in SMALL_WORDS)


# What answers


def answers(question: Question, filters: Filters, how: Reading) -> Json:
    """Enough of the groups are there. Each clause bears the words as typed, to tell which one was left out."""
    groups = question.required
    if not groups:
        return _only_read(question, filters)
    words = {
        "bool": {
            "should": [_met(group, how) for group in groups],
            "minimum_should_match": needed(len(groups), how),
        }
    }
    told = _told(question)
    if not told:
        return words
    # A help page named after what was read answers too: “Que faire après la 3e ?”.
    page = {"bool": {"filter": [{"term": {"kind": PAGE}}], "should": told, "minimum_should_match": 1}}
    return {"bool": {"should": [words, page], "minimum_should_match": 1}}


def _told(question: Question) -> list[Json]:
    """What is named after a phrase that was read."""
    return [
        {"match": {field: {"query": phrase.text, "operator": "and"}}}
        for group in question.groups
        if group.read
        for phrase in group.phrases
        for field in ("title", "alternatives", "sigles")
    ]


def _only_read(question: Question, filters: Filters) -> Json:
    """Nothing but readings (“alternance”, “lens”): what has something to say there, the kinds asked, or what is named
    after it."""
    if not filters.lenient:
        return {"match_all": {}}
    has = [
        {"bool": {"should": [{"exists": {"field": field}} for field in SAYS[name]]}}
        for name in filters.lenient
    ]
    ways: list[Json] = [{"bool": {"filter": has}}, *_told(question)]
    if question.prefer:
        ways.append({"terms": {"kind": list(question.prefer)}})
    return {"bool": {"should": ways, "minimum_should_match": 1}}


def needed(count: int, how: Reading) -> int:
    if how is Reading.LOOSE:
        return max(1, math.floor(count * LOOSELY))
    return count if count <= 2 else math.floor(count * ENOUGH)


def _met(group: Group, how: Reading) -> Json:
    ways: list[Json] = [
        {"match": {"everything": {"query": phrase.text, "operator": "and"}}} for phrase in group.phrases
    ]
    if group.interests:
        ways.append({"terms": {"interets": list(group.interests)}})
    if group.sectors:
        ways.append(_page_of(group.sectors))
    fuzzy = without_codes(group.main)
    if how is not Reading.EXACT and fuzzy:
        ways.append({"match": {"words": {"query": fuzzy, "operator": "and", **FUZZY}}})
    named = {"_name": group.typed} if group.typed else {}
    return {"bool": {"should": ways, "minimum_should_match": 1, **named}}


# In what order


def order(question: Question, filters: Filters, decisions: tuning.Tuning, how: Reading) -> list[Json]:
    """Clauses whose scores add up."""
    clauses = [{"match_all": {}}, *(_group(group, decisions, how) for group in question.groups)]
    if question.names:
        clauses.append(_best(_named(phrase, decisions) for phrase in question.names))
    if len(question.required) > 1:
        together = [_met(replace(group, typed=""), how) for group in question.required]
        clauses.append(_constant({"bool": {"filter": together}}, WHOLE_QUESTION))
    if len(question.text.split()) > 1:
        clauses += [
            {
                "match_phrase": {
                    field: {"query": question.text, "boost": boost * decisions.weight(group), "slop": 1}
                }
            }
            for field, boost, group in PHRASE
        ]
    point = next((place.point for place in filters.commune if place.point), None)
    return [*clauses, *([_nearest(*point)] if point else [])]


def _nearest(latitude: float, longitude: float) -> Json:
    origin = {"lat": latitude, "lon": longitude}
    return {"distance_feature": {"field": "points", "origin": origin, "pivot": HALF_WAY, "boost": NEAREST}}


def _group(group: Group, decisions: tuning.Tuning, how: Reading) -> Json:
    """The best of what says the same: two synonyms met are not worth two words."""
    # Of a taste, what says it in words alone is less sure than a job known for it.
    weight = group.weight * (TASTE_WORDS if group.interests else 1)
    ways = [_phrase(phrase, weight, decisions) for phrase in group.phrases]
    if group.interests:
        slugs = list(group.interests)
        ways.append(_constant({"terms": {"main_interets": slugs}}, MAIN_INTEREST))
        ways.append(_constant({"terms": {"interets": slugs}}, INTEREST))
    if group.sectors:
        ways.append(_constant(_page_of(group.sectors), SECTOR_PAGE))
    if how is not Reading.EXACT and (fuzzy := without_codes(group.main)):
        ways.append({"match": {"words": {"query": fuzzy, "boost": 2, **FUZZY}}})
    return _best(ways)


def _page_of(slugs: tuple[str, ...]) -> Json:
    """The page of a sector, not all that it holds."""
    return {
        "bool": {"filter": [{"terms": {"secteurs": list(slugs)}}, {"term": {"kind": Sorte.SECTEUR.value}}]}
    }


def _phrase(phrase: Phrase, weight: float, decisions: tuning.Tuning) -> Json:
    """The sum over fields: a name met in the title and the text is worth more than in the title alone."""
    worth = phrase.weight * weight
    fields = [
        {
            "match": {
                field: {
                    "query": phrase.text,
                    "operator": "and",
                    "boost": boost * worth * decisions.weight(group),
                }
            }
        }
        for field, boost, group in FIELDS
    ]
    head = key_of(phrase.text.split()[:1])
    heads = [
        _constant({"term": {"label_heads": head}}, LABEL_HEAD * worth * decisions.weight("title")),
        _constant({"term": {"name_heads": head}}, NAME_HEAD * worth * decisions.weight("alternatives")),
    ]
    whole = [] if len(phrase.text.split()) > 1 else [_best(heads)]
    return {"bool": {"should": [*fields, *whole]}}


def _named(phrase: Phrase, decisions: tuning.Tuning) -> Json:
    """The whole question is a whole name. A synonym is less sure to be it: its worth counts more than once."""
    key = key_of(word for word in phrase.text.split() if word not in SMALL_WORDS)
    worth = phrase.weight**3
    return _best(
        [
            _constant({"term": {"label_keys": key}}, LABEL * worth * decisions.weight("title")),
            _constant({"term": {"name_keys": key}}, NAME * worth * decisions.weight("alternatives")),
        ]
    )


def _constant(clause: Json, boost: float) -> Json:
    return {"constant_score": {"filter": clause, "boost": boost}}


def _best(clauses: Iterable[Json]) -> Json:
    return {"dis_max": {"queries": list(clauses), "tie_breaker": OTHER_WAYS}}
