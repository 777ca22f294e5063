"""The lists of `data/`: read once, indexed by root so that gender, number and accents do not count."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from search.understanding.text import root, words_of

DATA = Path(__file__).parent / "data"

Key = tuple[str, ...]


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list without blanks and comments; a language without that list has none."""
    path = DATA / name
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def roots(text: str) -> Key:
    return tuple(root(word) for word in words_of(text))


def parts(text: str, by: str = ",") -> list[str]:
    return [part.strip() for part in text.split(by) if part.strip()]


@lru_cache(maxsize=8)
def shorthand(language: str) -> Mapping[str, tuple[str, ...]]:
    """What one typed form stands for, in words."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines_of(f"sms.{language}.txt"):
        forms, _, meaning = line.partition("=")
        for form in parts(forms):
            for word in words_of(form)[:1]:
                table[word] = tuple(words_of(meaning))
    return table


@lru_cache(maxsize=8)
def synonyms(language: str) -> Mapping[Key, tuple[str, ...]]:
    """For each phrase, by roots, the phrases that say the same, the best first."""
    table: dict[Key, dict[str, None]] = defaultdict(dict)
    for line in lines_of(f"synonyms.{language}.txt"):
        if ">" in line:
            typed, _, meant = line.partition(">")
            pairs = [(one, other) for one in parts(typed) for other in parts(meant)]
        else:
            same = parts(line, "=")
            pairs = [(one, other) for one in same for other in same]
        for one, other in pairs:
            if roots(one) != roots(other):
                table[roots(one)][other] = None
    return {key: tuple(values) for key, values in table.items()}


@lru_cache(maxsize=8)
def tastes(language: str) -> Mapping[Key, tuple[str, ...]]:
    """For each expression of a taste, by roots, the slugs of the centres of interest that it says."""
    table: dict[Key, tuple[str, ...]] = {}
    for line in lines_of(f"tastes.{language}.txt"):
        slugs, _, expressions = line.partition(":")
        for expression in parts(expressions):
            key = roots(expression)
            table[key] = tuple(dict.fromkeys((*table.get(key, ()), *parts(slugs))))
    return table


@lru_cache(maxsize=8)
def sectors(language: str) -> Mapping[str, tuple[str, ...]]:
    """For each first word of a job title, by root, the sector of the site it belongs to."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines_of(f"sectors.{language}.txt"):
        slug, _, words = line.partition(":")
        table |= {root(word): (slug.strip(),) for word in words.split()}
    return table


@lru_cache(maxsize=8)
def known_words(language: str) -> frozenset[str]:
    """Roots of words that are right even if no content holds them: of ROME, of our own lists, of small talk."""
    own = set(small_talk(language))
    own |= {word for key in (*synonyms(language), *tastes(language)) for word in key}
    own |= {word for values in synonyms(language).values() for value in values for word in words_of(value)}
    own |= {word for meaning in shorthand(language).values() for word in meaning}
    return frozenset(root(word) for word in own)


@lru_cache(maxsize=8)
def listed_words(language: str) -> tuple[str, ...]:
    """Words typed that our lists of synonyms and tastes know."""
    typed = [line.partition(">")[0] for line in lines_of(f"synonyms.{language}.txt")]
    liked = [line.partition(":")[2] for line in lines_of(f"tastes.{language}.txt")]
    return tuple(dict.fromkeys(word for text in (*typed, *liked) for word in words_of(text)))


@lru_cache(maxsize=8)
def small_talk(language: str) -> frozenset[str]:
    """Everyday words, folded: right, and seldom names."""
    return frozenset(word for line in lines_of(f"words.{language}.txt") for word in words_of(line))


@lru_cache(maxsize=8)
def rome_words(language: str) -> tuple[str, ...]:
    """Words of all the job titles of ROME 4.0, accents kept: right although few contents use them."""
    return tuple(word for line in lines_of(f"rome.{language}.txt") for word in line.split())
