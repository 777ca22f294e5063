"""From the words left to groups: small talk apart, with synonyms and tastes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from search import tuning
from search.index.words import STOP_EN, STOP_FR
from search.question import Group, Phrase, Question
from search.tuning.words import key_of as tuning_key
from search.understanding.tables import Key, synonyms
from search.understanding.tastes import Taste, find_tastes
from search.understanding.text import Token, root

LONGEST_PHRASE = 6
MAX_GROUPS = 12
#: What a match of these is worth beside the words as typed. Of several synonyms the first says it best.
AS_TYPED_BESIDE_MENDED, SYNONYMS, OWN_SYNONYM = 0.6, (0.8, 0.6, 0.5, 0.4, 0.3), 0.9
#: The words of a reading (“à Lens”, “portes ouvertes”) beside others: they still tell one title from another.
READ = 0.35
#: “Bac pro”, “CAP”: they say which kind of training, the subject decides.
DIPLOMA = 0.35
MAX_NAMES = 8

STOP = {"fr": frozenset(STOP_FR), "en": frozenset(STOP_EN)}

#: Words of the question about the subject itself: they order when something else is asked, they decide when alone.
_TALK = {
    "fr": "metier profession travail travailler job jobs boulot taf emploi poste carriere devenir comment etre faire formation "
    "etudier ecole diplome cursus filiere quoi quel plus tard grand trouver cherche chercher veux voudrais "
    "aimerais aimer aime adore kiffe prefere passion passionne passionnee envie bien trop tres beaucoup vraiment plutot "
    "info infos information informations renseignement fiche liste tous toutes tout bon bonne meilleur "
    "interesse interessee fan doue domaine secteur milieu truc chose pouvoir peux peut faut il suis est ai avoir sans avec "
    "coin region proche cote possible besoin aller vais ou quand combien svp bonjour merci temps genre style "
    "an ans annee annees age sais sait savoir "
    "rencontrer rencontre voir visiter decouvrir parler temoignage temoignages vie",
    "en": "job jobs work working career careers become becoming how want like love enjoy training study course courses "
    "school find looking what which best good near about information info people who",
}
TALK = {language: frozenset(root(word) for word in text.split()) for language, text in _TALK.items()}
#: Said after these, letters are a sigle: neither shorthand, nor typo, nor small talk.
DIPLOMAS = {"cap", "capa", "bac", "pro", "bts", "btsa", "but", "dut", "bp", "bma", "de", "cqp", "mc"}
_DIPLOMA_PHRASES = (
    ("bac", "pro"), ("bac", "professionnel"), ("bac", "techno"), ("brevet", "professionnel"), ("titre", "pro"),
    ("titre", "professionnel"), ("licence", "pro"), ("diplome", "d", "etat"), ("cap",), ("capa",), ("bts",), ("btsa",),
    ("but",), ("dut",), ("bp",), ("bac",), ("licence",), ("cqp",),
)  # fmt: skip


def is_stop(word: str, language: str) -> bool:
    return word in STOP.get(language, STOP["fr"]) or (
        language != "fr" and word in STOP["fr"] and len(word) < 3
    )


def is_talk(word: str, language: str) -> bool:
    return root(word) in TALK.get(language, TALK["fr"])


def _says_little(word: str, language: str) -> bool:
    """Small talk, or a bare number: “à 30 ans”."""
    return is_talk(word, language) or word.isdigit()


def build(
    tokens: list[Token], read: list[list[Token]], line: str, language: str, prefer: tuple[str, ...]
) -> tuple[Question, list[Taste]]:
    """`tokens`: words that no reading took; `read`: those of each reading; `line`: the whole question."""
    found = find_tastes(tokens, line, language)
    groups = _groups(tokens, found, language)
    said = [group for group, talk in groups if not talk]
    if not said and not read:  # “quoi faire plus tard”: nothing but talk, so it is what is asked
        said = [group for group, _talk in groups]
    said = _without_namesakes(said)
    if any(taste.sure for taste in found):  # “j’aime bouger, pas derrière un bureau”: the taste decides
        said = [group if group.interests else replace(group, optional=True) for group in said]
    asked = [group for group in said if not group.optional]
    if not asked:  # “un bts”: nothing else is asked
        said = asked = [replace(group, optional=False, weight=1.0) for group in said]
    readings = [_reading_group(words, language, 1.0 if not asked else READ) for words in read]
    kept = tuple(said[:MAX_GROUPS]) + tuple(group for group in readings if group is not None)
    return Question(kept, line, prefer, _names(said)), [taste for taste in found if taste.sure]


def _without_namesakes(groups: list[Group]) -> list[Group]:
    """“Vendeur/vendeuse”, “infirmière ou infirmier”: the same word twice is asked once."""
    kept: dict[Key, Group] = {}
    for group in groups:
        kept.setdefault(tuple(sorted(root(word) for word in group.main.split())), group)
    return list(kept.values())


def _reading_group(words: list[Token], language: str, weight: float) -> Group | None:
    """The words of a reading, which only order: titles that hold them answer best."""
    content = [token for token in words if not is_stop(token.text, language)]
    if not content:
        return None
    others = _others(tuple(root(token.text) for token in content), {}, synonyms(language))
    group = _group(content, others, (), language)
    return replace(group, optional=True, weight=weight)


def _groups(tokens: list[Token], tastes: list[Taste], language: str) -> list[tuple[Group, bool]]:
    """Groups in order, each with whether it is small talk."""
    table = synonyms(language)
    own = {tuple(map(root, key)): values for key, values in tuning.current(language).synonyms.items()}
    by_start = {taste.start: taste for taste in tastes}
    groups: list[tuple[Group, bool]] = []
    start = 0
    while start < len(tokens):
        taste = by_start.get(start)
        diploma = _end_of_diploma(tokens, start)
        end = diploma or (taste.end if taste and taste.sure else _end_of_phrase(tokens, start, (own, table)))
        words = tokens[start:end]
        if len(words) == 1 and is_stop(words[0].text, language) and not words[0].literal:
            start = end
            continue
        key = tuple(root(token.text) for token in words)
        interests = taste.slugs if taste and taste.sure and end == taste.end else ()
        others = [] if any(token.literal for token in words) else _others(key, own, table)
        if not others and taste and len(words) > 1:  # “faire des gâteaux”: what the content words say
            others = _others(
                tuple(root(token.text) for token in words if not is_stop(token.text, language)), own, table
            )
        talk = (
            len(words) == 1
            and not words[0].literal
            and not interests
            and _says_little(words[0].text, language)
        )
        group = _group(words, others, interests, language)
        groups.append(
            (
                replace(group, optional=True, weight=DIPLOMA, diploma=True) if diploma else group,
                talk and not diploma,
            )
        )
        start = end
    return groups


def _end_of_diploma(tokens: list[Token], start: int) -> int:
    """Where the name of a kind of diploma that begins at `start` ends; 0 when none does."""
    for phrase in _DIPLOMA_PHRASES:
        words = tokens[start : start + len(phrase)]
        if tuple(token.text for token in words) == phrase and not any(token.literal for token in words):
            return start + len(phrase)
    return 0


def _end_of_phrase(tokens: list[Token], start: int, tables: Iterable[Mapping[Key, tuple[str, ...]]]) -> int:
    """The longest phrase that a list of synonyms holds, else one word."""
    for end in range(min(len(tokens), start + LONGEST_PHRASE), start + 1, -1):
        words = tokens[start:end]
        key = tuple(root(token.text) for token in words)
        if not any(token.literal for token in words) and any(key in table for table in tables):
            return end
    return start + 1


def _others(
    key: Key, own: Mapping[Key, tuple[str, ...]], table: Mapping[Key, tuple[str, ...]]
) -> list[Phrase]:
    """What says the same, the analyst's words before ours."""
    return [
        *(Phrase(" ".join(tuning_key(text)), OWN_SYNONYM) for text in own.get(key, ())),
        *(
            Phrase(text, SYNONYMS[min(rank, len(SYNONYMS) - 1)])
            for rank, text in enumerate(table.get(key, ()))
        ),
    ]


def _group(words: list[Token], others: list[Phrase], interests: tuple[str, ...], language: str) -> Group:
    main = Phrase(
        " ".join(token.text for token in words if len(words) == 1 or not is_stop(token.text, language))
    )
    typed = " ".join(token.original for token in words)
    phrases = [main]
    if typed != main.text and any(token.typed for token in words):
        phrases.append(Phrase(typed, AS_TYPED_BESIDE_MENDED))
    return Group(typed, (*phrases, *others), interests)


def _names(groups: Sequence[Group]) -> tuple[Phrase, ...]:
    """The whole question said in each way, the best first."""
    if not groups or len(groups) > 4:
        return ()
    ways = [
        Phrase(" ".join(phrase.text for phrase in chosen), min(phrase.weight for phrase in chosen))
        for chosen in product(*(group.phrases[:6] for group in groups))
    ]
    return tuple(sorted(ways, key=lambda phrase: -phrase.weight)[:MAX_NAMES])
