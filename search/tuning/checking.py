"""What a rule must satisfy before it is saved, said in French at the field it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.index.words import STOP_EN, STOP_FR
from search.models import IndexedDocument
from search.tuning.contents import (
    Content,
    PinContent,
    QuestionContent,
    SynonymContent,
    WeightsContent,
    content_of,
)
from search.tuning.enums import Effect, RuleKind
from search.tuning.models import TuningRule
from search.tuning.values import FIELDS, HIGHEST, KINDS, LOWEST, MAX_PINNED, Key
from search.tuning.words import key_of

#: Words of one synonym rule, and letters of one of them.
MAX_WORDS = 12
LONGEST = 60
#: Rules of one kind in one language: each question reads them all.
MAX_RULES = 2000

SMALL = {"fr": frozenset(STOP_FR), "en": frozenset(STOP_EN)}

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Existing:
    """Another rule of the same kind and language."""

    label: str
    content: Content


def others(kind: str, language: str, without: int | None) -> list[Existing]:
    rules = TuningRule.objects.filter(kind=kind, language=language).exclude(pk=without or 0)
    return [Existing(rule.label, content_of(rule.kind, rule.content)) for rule in rules]


def check(content: Content, language: str, without: int | None = None) -> Errors:
    """Errors by field; `without` is the rule being changed."""
    known = others(content.kind, language, without)
    errors: Errors = defaultdict(list)
    if len(known) >= MAX_RULES:
        errors["__all__"].append(_("Il y a déjà %(n)s règles : retirez-en d’abord.") % {"n": MAX_RULES})
    if isinstance(content, SynonymContent):
        _check_synonyms(content, language, known, errors)
    elif isinstance(content, PinContent):
        _check_pin(content, language, known, errors)
    elif isinstance(content, QuestionContent):
        _check_question(content, language, known, errors)
    else:
        _check_weights(content, known, errors)
    return dict(errors)


# Words


def _check_text(text: str, language: str) -> str:
    """What is wrong with one word or phrase; nothing when it can be searched."""
    words = key_of(text)
    if not words:
        return _("« %(text)s » ne contient aucun mot.") % {"text": text}
    if len(text) > LONGEST:
        return _("« %(text)s » est trop long : %(n)s lettres au plus.") % {
            "text": text[:20] + "…",
            "n": LONGEST,
        }
    if len(words) == 1 and len(words[0]) == 1:
        return _("« %(text)s » est trop court : une seule lettre se trouve partout.") % {"text": text}
    if set(words) <= SMALL.get(language, SMALL["fr"]):
        return _("« %(text)s » n’a que des mots que la recherche ignore déjà.") % {"text": text}
    return ""


def _check_texts(texts: Iterable[str], language: str) -> list[str]:
    return [problem for problem in (_check_text(text, language) for text in texts) if problem]


def _doubles(texts: Iterable[str]) -> list[str]:
    seen: dict[Key, str] = {}
    found = []
    for text in texts:
        key = key_of(text)
        if key in seen:
            found.append(
                _("« %(one)s » et « %(other)s » sont le même mot pour la recherche.")
                % {"one": seen[key], "other": text}
            )
        seen[key] = text
    return found


# Synonyms


def _check_synonyms(content: SynonymContent, language: str, known: list[Existing], errors: Errors) -> None:
    directed = bool(content.means)
    least = 1 if directed else 2
    if len(content.words) < least:
        errors["words"].append(
            ngettext("Écrivez au moins un mot.", "Écrivez au moins deux mots, un par ligne.", least)
        )
    for name, texts in (("words", content.words), ("means", content.means)):
        if len(texts) > MAX_WORDS:
            errors[name].append(_("%(n)s mots au plus dans une règle.") % {"n": MAX_WORDS})
        errors[name] += _check_texts(texts, language)
    errors["words"] += _doubles([*content.words, *content.means])
    if not any(errors.values()):
        errors["words"] += _already(content, known) + _loops(content, known)
    for name in ("words", "means"):
        if not errors[name]:
            del errors[name]


def _already(content: SynonymContent, known: list[Existing]) -> list[str]:
    """The same pair, or a word that belongs to another group."""
    pairs = _pairs(content)
    found = []
    for other in known:
        if not isinstance(other.content, SynonymContent):
            continue
        mine, theirs = set(map(key_of, content.words)), set(map(key_of, other.content.words))
        if not content.means and not other.content.means and mine & theirs:
            shared = next(text for text in content.words if key_of(text) in theirs)
            found.append(
                _("« %(word)s » est déjà dans un groupe (%(rule)s) : complétez ce groupe.")
                % {"word": shared, "rule": other.label}
            )
        elif pairs & _pairs(other.content):
            found.append(_("C’est déjà dit par une autre règle : %(rule)s.") % {"rule": other.label})
    return found


def _pairs(content: SynonymContent) -> set[tuple[Key, Key]]:
    return {(key_of(typed), key_of(means)) for typed, others_ in content.pairs() for means in others_}


def _loops(content: SynonymContent, known: list[Existing]) -> list[str]:
    """From one word back to itself through directed rules: then it is a group, or a mistake."""
    if not content.means:
        return []
    graph: dict[Key, set[Key]] = defaultdict(set)
    names: dict[Key, str] = {}
    for one in (content, *(other.content for other in known)):
        if isinstance(one, SynonymContent) and one.means:
            names |= {key_of(text): text for text in (*one.words, *one.means)}
            for typed, means in _pairs(one):
                graph[typed].add(means)
    for word in content.words:
        path = _path_back(key_of(word), graph)
        if path:
            said = " → ".join(f"« {names[key]} »" for key in path)
            return [_("Ces règles tournent en rond : %(path)s. Faites-en un groupe.") % {"path": said}]
    return []


def _path_back(start: Key, graph: Mapping[Key, set[Key]]) -> list[Key]:
    """Breadth first: the shortest way round."""
    ways: list[list[Key]] = [[start]]
    seen: set[Key] = set()
    while ways:
        way = ways.pop(0)
        for following in sorted(graph.get(way[-1], ())):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


# Pins and questions


def shown(keys: Iterable[str], language: str) -> dict[str, IndexedDocument]:
    """Contents that may be shown now on a page in `language`: in that language or, untranslated, in French."""
    now = timezone.now()
    visible = Q(valid_from=None) | Q(valid_from__lte=now)
    visible &= Q(valid_until=None) | Q(valid_until__gt=now)
    documents = IndexedDocument.objects.filter(
        visible, key__in=list(keys), gone=False, language__in=[language, "fr"]
    )
    found: dict[str, IndexedDocument] = {}
    for document in documents:
        translated = language in document.languages
        if document.language == language or not translated:
            found[document.key] = document
    return found


def _check_pin(content: PinContent, language: str, known: list[Existing], errors: Errors) -> None:
    problem = _check_text(content.words, language)
    if problem:
        errors["words"].append(problem)
    for other in known:
        if isinstance(other.content, PinContent) and other.content.key == content.key:
            errors["words"].append(
                _("Cette recherche a déjà ses résultats épinglés (%(rule)s).") % {"rule": other.label}
            )
    if not content.keys:
        errors["contents"].append(_("Choisissez au moins un contenu."))
    if len(set(content.keys)) < len(content.keys):
        errors["contents"].append(_("Le même contenu est choisi deux fois."))
    if len(content.keys) > MAX_PINNED:
        errors["contents"].append(_("%(n)s contenus au plus.") % {"n": MAX_PINNED})
    _check_shown(content.keys, language, "contents", errors)


def _check_shown(keys: Iterable[str], language: str, name: str, errors: Errors) -> None:
    visible = shown(keys, language)
    for key in keys:
        if key not in visible:
            errors[name].append(
                _("« %(title)s » n’est pas publié dans cette langue : personne ne le verrait.")
                % {"title": title_of(key)}
            )


def title_of(key: str) -> str:
    document = IndexedDocument.objects.filter(key=key).order_by("gone", "-language").first()
    return str(document) if document else key


def _check_question(content: QuestionContent, language: str, known: list[Existing], errors: Errors) -> None:
    words = key_of(content.words)
    if not words:
        errors["words"].append(_("Écrivez la recherche."))
    elif len(content.words) > LONGEST:
        errors["words"].append(_("%(n)s lettres au plus.") % {"n": LONGEST})
    if content.effect == Effect.IGNORE and len(words) > 1:
        errors["words"].append(_("Un seul mot peut être ignoré par règle."))
    for other in known:
        if isinstance(other.content, QuestionContent) and other.content.key == content.key:
            errors["words"].append(
                _("C’est déjà dit par une autre règle : %(rule)s.") % {"rule": other.label}
            )
    if content.effect == Effect.HELP:
        if not content.help_key:
            errors["help"].append(_("Choisissez la page d’aide."))
        else:
            _check_shown([content.help_key], language, "help", errors)


def _check_weights(content: WeightsContent, known: list[Existing], errors: Errors) -> None:
    if known:
        errors["language"].append(_("Les poids de cette langue ont déjà leur règle : modifiez-la."))
    for labels, factors in ((KINDS, content.kinds), (FIELDS, content.fields)):
        for name, factor in factors.items():
            if name not in labels or not LOWEST <= factor <= HIGHEST:
                errors["__all__"].append(
                    _("%(name)s : un poids va de %(low)s à %(high)s.")
                    % {"name": labels.get(name, name), "low": "0,5", "high": "2"}
                )


def lost(rules: Iterable[TuningRule]) -> dict[int, list[str]]:
    """Rules that point at what is not shown any more, with the titles: readers see nothing of it."""
    keys: dict[tuple[int, str], list[str]] = {}
    for rule in rules:
        if rule.kind == RuleKind.PIN:
            keys[rule.pk, rule.language] = list(rule.content["keys"])
        elif rule.content.get("help_key"):
            keys[rule.pk, rule.language] = [rule.content["help_key"]]
    found: dict[int, list[str]] = {}
    for language in {language for _pk, language in keys}:
        wanted = {key for (_pk, one), several in keys.items() if one == language for key in several}
        visible = shown(wanted, language)
        for (pk, one), several in keys.items():
            missing = [key for key in several if key not in visible]
            if one == language and missing:
                found[pk] = [title_of(key) for key in missing]
    return found
