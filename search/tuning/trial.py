"""What a rule would change, shown before it is saved: the same questions asked with and without it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.index.definition import LANGUAGES
from search.pages import SearchPage
from search.results import SearchResult
from search.suggestions import suggest
from search.tuning.checking import shown
from search.tuning.compiling import compile_one
from search.tuning.contents import Content, content_of
from search.tuning.live import trying
from search.tuning.models import TuningRule
from search.tuning.values import Tuning
from search.tuning.words import key_of

#: Questions compared at once: each is asked twice.
MAX_QUESTIONS = 5
DEPTH = 10

NEW, LOST, UP, DOWN, SAME = "nouveau", "perdu", "monte", "descend", "pareil"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a list, with what becomes of it."""

    position: int
    title: str
    url: str
    kind: str
    change: str = SAME
    said: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The first answers to a question, their number, what is suggested while typing, and where it goes straight to."""

    results: tuple[SearchResult, ...]
    total: int
    suggested: tuple[str, ...]
    help_title: str
    engine: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both lists of one question. `same`: the rule changes nothing here."""

    q: str
    before: tuple[Shown, ...]
    after: tuple[Shown, ...]
    total_before: int
    total_after: int
    notes: tuple[str, ...]
    same: bool


def with_rule(content: Content | None, language: str, without: int | None = None) -> Tuning:
    """The decisions as they would be: `content` in the place of the rule `without`."""
    rules = TuningRule.objects.filter(language=language).exclude(pk=without or 0)
    contents = [content_of(rule.kind, rule.content) for rule in rules.order_by("pk")]
    return compile_one(language, [*contents, *([content] if content else [])])


def compare(
    content: Content, language: str, questions: Iterable[str], without: int | None = None
) -> list[Comparison]:
    """Each question before and after; the decisions stored are those of before."""
    kept = [q for q in dict.fromkeys(" ".join(q.split()) for q in questions) if key_of(q)][:MAX_QUESTIONS]
    stored = TuningRule.objects.filter(pk=without).first() if without else None
    current = content_of(stored.kind, stored.content) if stored and stored.language == language else None
    before, after = with_rule(current, language, without), with_rule(content, language, without)
    return [_compare(q, _side(q, language, before), _side(q, language, after)) for q in kept]


def _side(q: str, language: str, tuning: Tuning) -> Side:
    data = QueryDict(mutable=True)
    data["q"] = q
    with translation.override(language if language in LANGUAGES else "fr"), trying({language: tuning}):
        path = reverse("search")
        page = SearchPage(data, language, path=path)
        results, total = tuple(page.results[:DEPTH]), page.total
        groups = suggest(q, language)["groups"]
    key = tuning.help_for(q)
    document = shown([key], language).get(key) if key else None
    return Side(
        results=results,
        total=total,
        suggested=tuple(item["title"] for group in groups for item in group["items"]),
        help_title=str(document) if document else "",
        engine=page.answer.engine,
    )


def _compare(q: str, before: Side, after: Side) -> Comparison:
    places = {result.key: number for number, result in enumerate(before.results, 1)}
    reached = {result.key for result in after.results}
    return Comparison(
        q=q,
        before=tuple(
            _line(
                number, result, *((SAME, "") if result.key in reached else (LOST, _("sort des dix premiers")))
            )
            for number, result in enumerate(before.results, 1)
        ),
        after=tuple(
            _line(number, result, *_moved(places.get(result.key), number))
            for number, result in enumerate(after.results, 1)
        ),
        total_before=before.total,
        total_after=after.total,
        notes=tuple(_notes(before, after)),
        same=[one.key for one in before.results] == [one.key for one in after.results]
        and before.total == after.total
        and before.suggested == after.suggested
        and before.help_title == after.help_title,
    )


def _line(number: int, result: SearchResult, change: str, said: str) -> Shown:
    return Shown(number, result.title, result.url, result.kind_label, change, said)


def _moved(was: int | None, now: int) -> tuple[str, str]:
    if was is None:
        return NEW, _("nouveau")
    if was == now:
        return SAME, ""
    distance = abs(was - now)
    if was > now:
        return UP, ngettext("monte d’une place", "monte de %(n)s places", distance) % {"n": distance}
    return DOWN, ngettext("descend d’une place", "descend de %(n)s places", distance) % {"n": distance}


def _notes(before: Side, after: Side) -> Iterable[str]:
    if after.help_title and after.help_title != before.help_title:
        yield _("Cette recherche va droit à la page « %(title)s ».") % {"title": after.help_title}
    if before.suggested != after.suggested:
        gone, come = len(before.suggested), len(after.suggested)
        yield _("Propositions pendant la frappe : %(before)s avant, %(after)s après.") % {
            "before": gone,
            "after": come,
        }
    if "postgresql" in {before.engine, after.engine}:
        yield _("Elasticsearch ne répond pas : l’aperçu vient du moteur de secours, dont l’ordre diffère.")
