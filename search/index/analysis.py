"""Analyzers of each language. Both languages define the same names, so that one query runs over both indexes.

`text`    words, stemmed: accents are folded before stop words and stemming, so "mecanicien" meets "mécanicien";
`exact`   words as they are written, folded: proper names, sigles, typos;
`prefix`  their beginnings, for suggestions (searched with `exact`);
`sort`    the whole value, folded, as a keyword.
"""

from typing import Any

from search.index.words import ELISIONS_FR, STOP_EN, STOP_FR, UNSTEMMED_FR

Json = dict[str, Any]

#: U+00B7 would stay inside a token of the standard tokenizer ("infirmier·ère"); both apostrophes are one.
CHAR_FILTER: Json = {
    "typography": {"type": "mapping", "mappings": ["·=>\\u0020", "•=>\\u0020", "’=>'", "ʼ=>'", "´=>'"]}
}

PREFIXES: Json = {"type": "edge_ngram", "min_gram": 1, "max_gram": 20}

NORMALIZER: Json = {"sort": {"type": "custom", "filter": ["lowercase", "asciifolding"]}}


def _analyzer(*filters: str) -> Json:
    return {"type": "custom", "tokenizer": "standard", "char_filter": ["typography"], "filter": list(filters)}


# The stem of "mécanicienne" is "mecanicien", whose own stem is "mecanic": the second pass makes both genders meet.
FRENCH: Json = {
    "char_filter": CHAR_FILTER,
    "filter": {
        "elision_fr": {"type": "elision", "articles_case": True, "articles": ELISIONS_FR},
        "stop_fr": {"type": "stop", "stopwords": STOP_FR},
        "unstemmed_fr": {"type": "keyword_marker", "keywords": UNSTEMMED_FR},
        "stem_fr": {"type": "stemmer", "language": "light_french"},
        "prefixes": PREFIXES,
    },
    "normalizer": NORMALIZER,
    "analyzer": {
        "text": _analyzer(
            "elision_fr",
            "lowercase",
            "asciifolding",
            "stop_fr",
            "unstemmed_fr",
            "stem_fr",
            "stem_fr",
            "remove_duplicates",
        ),
        "exact": _analyzer("elision_fr", "lowercase", "asciifolding"),
        "prefix": _analyzer("elision_fr", "lowercase", "asciifolding", "prefixes"),
    },
}

ENGLISH: Json = {
    "char_filter": CHAR_FILTER,
    "filter": {
        "possessive_en": {"type": "stemmer", "language": "possessive_english"},
        "stop_en": {"type": "stop", "stopwords": STOP_EN},
        "stem_en": {"type": "stemmer", "language": "english"},
        "prefixes": PREFIXES,
    },
    "normalizer": NORMALIZER,
    "analyzer": {
        "text": _analyzer(
            "possessive_en", "lowercase", "asciifolding", "stop_en", "stem_en", "remove_duplicates"
        ),
        "exact": _analyzer("possessive_en", "lowercase", "asciifolding"),
        "prefix": _analyzer("possessive_en", "lowercase", "asciifolding", "prefixes"),
    },
}

ANALYSIS: dict[str, Json] = {"fr": FRENCH, "en": ENGLISH}
