"""What the definition and the queries ask of a server, by name: held against what was tried (docs/search.md)."""

from collections.abc import Iterator
from typing import Any

from search.index.analysis import ANALYSIS
from search.index.mapping import MAPPINGS


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Tried on the minimal server, and documented under the same names for a full Elasticsearch 9.
AVAILABLE: dict[str, frozenset[str]] = {
    "filter": _names(
        "lowercase stop shingle hunspell asciifolding elision stemmer keyword_marker remove_duplicates edge_ngram "
        "ngram synonym_graph flatten_graph trim unique word_delimiter_graph"
    ),
    "char_filter": frozenset({"mapping", "html_strip"}),
    "tokenizer": frozenset({"standard", "keyword", "whitespace", "letter", "ngram", "edge_ngram"}),
    "stemmer": _names("light_french minimal_french french english light_english possessive_english"),
    "field": _names(
        "text keyword date boolean byte integer long float geo_point nested object completion dense_vector"
    ),
    "query": _names(
        "bool match match_all match_none multi_match combined_fields match_bool_prefix match_phrase term terms exists "
        "prefix range nested geo_distance function_score dis_max more_like_this constant_score ids distance_feature"
    ),
    "aggregation": _names(
        "terms filter filters global nested range date_histogram cardinality top_hits composite significant_terms "
        "geotile_grid min max"
    ),
    "request": _names(
        "post_filter highlight suggest.term suggest.phrase suggest.completion collapse rescore search_after pit sort "
        "track_total_hits _source aliases bulk external_gte analyze refresh clone"
    ),
}

#: Absent from the minimal server: never used.
FORBIDDEN = _names(
    "script script_score script_fields script_sort search_template reindex update_by_query delete_by_query synonyms "
    "synonyms_set search_as_you_type rank_feature rank_features percolator percolate join has_child has_parent "
    "wildcard geo_shape bucket_sort bucket_script bucket_selector derivative cumulative_sum ilm pipeline"
)


def _analysis_features() -> Iterator[tuple[str, str]]:
    for analysis in ANALYSIS.values():
        for kind in ("char_filter", "filter"):
            for spec in analysis[kind].values():
                yield kind, spec["type"]
        for spec in analysis["filter"].values():
            if spec["type"] == "stemmer":
                yield "stemmer", spec["language"]
        for spec in (*analysis["analyzer"].values(), *analysis["normalizer"].values()):
            yield "tokenizer", spec.get("tokenizer", "keyword")
            yield from (("filter", name) for name in spec["filter"] if name not in analysis["filter"])


def _field_features(properties: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for spec in properties.values():
        yield "field", spec["type"]
        yield from _field_features(spec.get("properties", {}))
        yield from _field_features(spec.get("fields", {}))


def definition_features() -> dict[str, set[str]]:
    """Features of the definition by kind, read from the definition itself."""
    used: dict[str, set[str]] = {}
    for kind, name in (*_analysis_features(), *_field_features(MAPPINGS["properties"])):
        used.setdefault(kind, set()).add(name)
    return used


def query_names(body: Any) -> Iterator[str]:
    """Every key of a request body, to be held against `FORBIDDEN`."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield key
            yield from query_names(value)
    elif isinstance(body, list | tuple):
        for item in body:
            yield from query_names(item)


def not_available() -> list[str]:
    """What the definition uses and no trial covers; must be empty."""
    return [
        f"{kind}: {name}"
        for kind, names in sorted(definition_features().items())
        for name in sorted(names - AVAILABLE[kind])
    ]
