"""From the words left to groups: small talk apart, with synonyms, tastes, and the sector of a job not told here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from search import tuning
from search.question import Group, Phrase, Question
from search.tuning.words import key_of as tuning_key
from search.understanding.lexicon import Lexicon
from search.understanding.smalltalk import end_of_diploma, is_stop, is_talk, says_little
from search.understanding.tables import Key, sectors, synonyms
from search.understanding.tastes import Taste, find_tastes
from search.understanding.text import Token, root, words_of

LONGEST_PHRASE = 6
MAX_GROUPS = 12
MAX_NAMES, MAX_NAMED_GROUPS = 8, 4
#: What a match of these is worth beside the words as typed. Of several synonyms the first says it best.
AS_TYPED_BESIDE_MENDED, SYNONYMS, OWN_SYNONYM = 0.6, (0.8, 0.6, 0.5, 0.4, 0.3), 0.9
#: The words of a reading (“à Lens”, “portes ouvertes”) beside others: they still tell one title from another.
READ = 0.35
#: “Bac pro”, “CAP”: they say which kind of training, the subject decides.
DIPLOMA = 0.35


def build(
    left: list[Token], read: list[tuple[list[Token], str]], line: str, language: str, lexicon: Lexicon
) -> tuple[Question, list[Taste]]:
    """`left`: words that no reading took; `read`: those of each reading, with how it is said; `line`: everything."""
    grouper = Grouper(left, line, language, lexicon)
    said = list(grouper.groups())
    asked = [group for group in said if not group.optional]
    if not asked and not read:  # “un bts”, “quoi faire plus tard”: nothing else is asked
        said = asked = [replace(group, optional=False, weight=1.0) for group in said or grouper.talk]
    readings = [grouper.reading(words, label, READ if asked else 1.0) for words, label in read]
    groups = (*said[:MAX_GROUPS], *(group for group in readings if group is not None))
    return Question(groups, line, names=_names(said)), [taste for taste in grouper.tastes if taste.sure]


class Grouper:
    """The groups of one question."""

    def __init__(self, tokens: list[Token], line: str, language: str, lexicon: Lexicon) -> None:
        self.tokens, self.language, self.lexicon = tokens, language, lexicon
        self.tastes = find_tastes(tokens, line, language)
        self.table = synonyms(language)
        own = tuning.current(language).synonyms.items()
        self.own: dict[Key, tuple[str, ...]] = {tuple(map(root, key)): values for key, values in own}
        self.talk: list[Group] = []

    def groups(self) -> list[Group]:
        """Each thing asked, once; what no content is named after only orders when something else is asked."""
        found: dict[Key, Group] = {}
        for group in self._all():
            found.setdefault(tuple(sorted(root(word) for word in group.main.split())), group)
        groups = list(found.values())
        if any(taste.sure for taste in self.tastes):  # “j’aime bouger, pas derrière un bureau”
            return [group if group.interests else replace(group, optional=True) for group in groups]
        if any(not group.optional and self._is_named(group) for group in groups):
            return [group if self._is_named(group) else replace(group, optional=True) for group in groups]
        return groups

    def _is_named(self, group: Group) -> bool:
        """Titles, other names, sigles or classifications hold it: “boulanger sympa” asks for a baker."""
        if group.literal or group.sectors or group.interests:
            return True
        named = self.lexicon.named_roots(self.language)
        return any(all(root(word) in named for word in phrase.text.split()) for phrase in group.phrases)

    def _all(self) -> Iterator[Group]:
        start = 0
        while start < len(self.tokens):
            end, diploma = self._end(start)
            words = self.tokens[start:end]
            start = end
            if len(words) == 1 and is_stop(words[0].text, self.language) and not words[0].literal:
                continue
            group = self._group(words)
            if diploma:
                yield replace(group, optional=True, weight=DIPLOMA, diploma=True)
            elif len(words) == 1 and not group.interests and says_little(words[0], self.language):
                self.talk.append(group)
            else:
                yield group

    def _end(self, start: int) -> tuple[int, bool]:
        """Where what begins at `start` ends, and whether it is a kind of diploma."""
        diploma = end_of_diploma(self.tokens, start)
        if diploma:
            return diploma, True
        taste = next((one for one in self.tastes if one.start == start and one.sure), None)
        return (taste.end if taste else self._end_of_phrase(start)), False

    def _end_of_phrase(self, start: int) -> int:
        """The longest phrase that a list of synonyms holds, else one word."""
        for end in range(min(len(self.tokens), start + LONGEST_PHRASE), start + 1, -1):
            words = self.tokens[start:end]
            key = tuple(root(token.text) for token in words)
            if not any(token.literal for token in words) and (key in self.own or key in self.table):
                return end
        return start + 1

    def _group(self, words: list[Token]) -> Group:
        typed = " ".join(token.original for token in words)
        content = [token for token in words if not is_stop(token.text, self.language)] or words
        literal = any(token.literal for token in words)
        others = () if literal else tuple(self._others(words, content))
        interests = self._interests(words)
        if others and len(words) > 1 and all(is_talk(token.text, self.language) for token in content):
            return Group(
                typed, others, interests
            )  # “ne sais pas quoi faire”: only what it stands for can be met
        main = " ".join(token.text for token in content)
        as_typed = (
            [Phrase(typed, AS_TYPED_BESIDE_MENDED)] if typed != main and any(t.typed for t in words) else []
        )
        sector = () if literal or others or len(words) > 1 else self._sector(main)
        return Group(typed, (Phrase(main), *as_typed, *others), interests, sector, literal=literal)

    def _interests(self, words: list[Token]) -> tuple[str, ...]:
        found = (
            taste for taste in self.tastes if taste.sure and self.tokens[taste.start : taste.end] == words
        )
        return next((taste.slugs for taste in found), ())

    def _sector(self, word: str) -> tuple[str, ...]:
        """A job of ROME that no content is named after leads to its sector."""
        if root(word) in self.lexicon.named_roots(self.language):
            return ()
        return sectors(self.language).get(root(word), ())

    def _others(self, words: list[Token], content: list[Token]) -> Iterator[Phrase]:
        """What says the same, the analyst's words before ours; of “faire des gâteaux”, what “gâteaux” says."""
        keys = dict.fromkeys(tuple(root(token.text) for token in some) for some in (words, content))
        for key in keys:
            own, ours = self.own.get(key, ()), self.table.get(key, ())
            if own or ours:
                yield from (Phrase(" ".join(tuning_key(text)), OWN_SYNONYM) for text in own)
                last = len(SYNONYMS) - 1
                yield from (Phrase(text, SYNONYMS[min(rank, last)]) for rank, text in enumerate(ours))
                return

    def reading(self, words: list[Token], label: str, weight: float) -> Group | None:
        """The words of a reading, and how we say it, which only order: titles that hold them answer best."""
        content = [token for token in words if not is_stop(token.text, self.language)]
        if not content:
            return None
        group = self._group(content)
        said = " ".join(word for word in words_of(label) if not is_stop(word, self.language))
        phrases = (
            group.phrases
            if said in {phrase.text for phrase in group.phrases}
            else (*group.phrases, Phrase(said, SYNONYMS[0]))
        )
        return replace(group, phrases=phrases, optional=True, weight=weight, read=True)


def _names(groups: Sequence[Group]) -> tuple[Phrase, ...]:
    """The whole question said in each way, the best first."""
    if not groups or len(groups) > MAX_NAMED_GROUPS:
        return ()
    ways = [
        Phrase(" ".join(phrase.text for phrase in chosen), min(phrase.weight for phrase in chosen))
        for chosen in product(*(group.phrases[:6] for group in groups))
    ]
    return tuple(sorted(ways, key=lambda phrase: -phrase.weight)[:MAX_NAMES])
