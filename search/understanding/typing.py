"""What is being typed, for suggestions: the last word is a beginning. Without a lexicon, words stay as typed."""

from search.understanding import lexicon as lexicons
from search.understanding.lexicon import Commune, Lexicon
from search.understanding.places import PLACE_WORDS
from search.understanding.smalltalk import DIPLOMAS, is_stop, is_talk
from search.understanding.spelling import completed
from search.understanding.tables import shorthand, synonyms
from search.understanding.text import root, words_of

#: Other ways of saying it that are asked at once: each costs the engine.
MAX_OTHERS = 3
SHORTEST_COMMUNE = 2


def said_otherwise(text: str, language: str) -> tuple[str, list[str]]:
    """The words that count, and the same with its typos mended or in other words."""
    lexicon = lexicons.current(wait=False)
    words = _told(words_of(text), language)
    asked = " ".join(words)
    others = [" ".join(_mended(words, lexicon, language))]
    for candidate in (words, others[0].split()):
        others += _synonyms(candidate, language)
    return asked or text, [other for other in dict.fromkeys(others) if other and other != asked][:MAX_OTHERS]


def _told(words: list[str], language: str) -> list[str]:
    """Shorthand spelt out, small talk left out, but for the word being typed."""
    table = shorthand(language)
    spelt = [part for word in words[:-1] for part in table.get(word, (word,))]
    kept = [
        word
        for word in spelt
        if not is_stop(word, language) and (word in DIPLOMAS or not is_talk(word, language))
    ]
    return [*kept, *words[-1:]]


def _mended(words: list[str], lexicon: Lexicon, language: str) -> list[str]:
    """Whole words corrected, the last one as far as it goes."""
    if not lexicon.loaded:
        return words
    mended = [
        word
        if not word.isalpha() or lexicon.is_known(word, language)
        else lexicon.correct(word, language) or word
        for word in words[:-1]
    ]
    last = words[-1:]
    if last and last[0].isalpha() and not lexicon.is_known(last[0], language):
        last = [completed(last[0], lexicon.all_spellers(language)) or last[0]]
    return [*mended, *last]


def _synonyms(words: list[str], language: str) -> list[str]:
    """The whole of it said otherwise, or its last words."""
    table = synonyms(language)
    return [
        " ".join([*words[:start], *words_of(other)])
        for start in range(len(words))
        for other in table.get(tuple(root(word) for word in words[start:]), ())[:2]
    ]


def communes_beginning(text: str) -> list[Commune]:
    """Communes whose name begins with what is typed, “à” or “près de” apart; the most populated first."""
    lexicon = lexicons.current(wait=False)
    words = words_of(text)
    while words and words[0] in PLACE_WORDS and len(words) > 1:
        words = words[1:]
    typed = " ".join(words)
    if len(typed) < SHORTEST_COMMUNE:
        return []
    if typed.isdigit():
        return list(lexicon.postcodes.get(typed, ()))
    found = {
        commune.code: commune
        for name, communes in lexicon.by_letter.get(typed[0], ())
        if name.startswith(typed)
        for commune in communes
    }
    return sorted(found.values(), key=lambda commune: (-commune.population, commune.code))
