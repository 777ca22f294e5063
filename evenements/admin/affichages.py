"""“Qui nous affiche”: which sites show our dates, in which form, week by week, and whose code has aged.

Read from the sums of the journal (`EmbedDay`): the host of the foreign site and our own path, nothing else.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from evenements.embed.addresses import is_current
from search.journal.models import EmbedDay
from search.journal.views import harmless, monday

WEEKS = 12
PERMISSION = "search.view_embedday"

#: First that matches: our path → the form in which a site shows us.
FORMS = (
    (re.compile(r"^/embed/v\d+(?:-[\w-]+)?\.js$"), gettext_lazy("script")),
    (re.compile(r"^/embed/v\d+/(?:fragment|liste|script)/"), gettext_lazy("script")),
    (re.compile(r"^/embed/"), gettext_lazy("cadre (iframe)")),
    (re.compile(r"^/oembed"), gettext_lazy("oEmbed")),
    (re.compile(r"\.ics$"), gettext_lazy("calendrier")),
    (re.compile(r"\.(?:rss|atom)$"), gettext_lazy("flux RSS")),
    (re.compile(r"\.json$|^/api/"), gettext_lazy("JSON")),
)


def form_of(path: str) -> str:
    return next((str(label) for pattern, label in FORMS if pattern.search(path)), _("autre"))


@dataclass(slots=True)
class Showing:
    """One site in one form: views by week (its Monday), the last day seen, and the old addresses it asks."""

    host: str
    form: str
    weeks: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    last: date = date.min
    old: set[str] = field(default_factory=set)
    current_last: date = date.min
    old_last: date = date.min

    @property
    def total(self) -> int:
        return sum(self.weeks.values())

    @property
    def outdated(self) -> bool:
        """An old address was asked after, or on the same day as, the newest one."""
        return bool(self.old) and self.old_last >= self.current_last


def weeks_shown(today: date) -> list[date]:
    """The Mondays of the last twelve weeks, this one included, oldest first."""
    return [monday(today) - timedelta(weeks=number) for number in reversed(range(WEEKS))]


def showings(today: date) -> list[Showing]:
    """The most shown first. Sums of a few sites by day: grouped here, one query."""
    first = weeks_shown(today)[0]
    rows = EmbedDay.objects.filter(day__gte=first).values_list("day", "host", "path", "views")
    found: dict[tuple[str, str], Showing] = {}
    for day, host, path, views in rows.order_by("day", "host", "path"):
        form = form_of(path)
        one = found.setdefault((host, form), Showing(host, form))
        one.weeks[monday(day)] += views
        one.last = max(one.last, day)
        if is_current(path):
            one.current_last = max(one.current_last, day)
        else:
            one.old.add(path)
            one.old_last = max(one.old_last, day)
    return sorted(found.values(), key=lambda one: (-one.total, one.host, one.form))


class Affichages(WagtailAdminTemplateMixin, View):
    """`/admin/affichages/`, and the same as a file with `?format=csv`."""

    template_name = "evenements/admin/affichages.html"
    page_title = gettext_lazy("Qui nous affiche")
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        today = timezone.localdate()
        weeks, found = weeks_shown(today), showings(today)
        if request.GET.get("format") == "csv":
            return _file(weeks, found)
        context = self.get_context_data(
            weeks=weeks[-4:],
            rows=[(one, [one.weeks.get(week, 0) for week in weeks[-4:]]) for one in found],
            sites=len({one.host for one in found}),
            outdated=[one for one in found if one.outdated],
            csv_url=f"{reverse('affichages')}?format=csv",
            generator_url="/fr/agenda/afficher/",
        )
        return self.render_to_response(context)


def _file(weeks: list[date], found: list[Showing]) -> HttpResponse:
    """UTF-8 with a mark and semicolons, as spreadsheets in French expect."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="qui-nous-affiche-{weeks[-1]}.csv"'
    response.write("\ufeff")
    csv.writer(response, delimiter=";").writerows(_lines(weeks, found))
    return response


def _lines(weeks: list[date], found: list[Showing]) -> Iterator[Iterable[str]]:
    yield _("Semaine du"), _("Site"), _("Forme"), _("Affichages"), _("Code ancien")
    for week in weeks:
        for one in found:
            if views := one.weeks.get(week, 0):
                old = _("oui") if one.outdated else _("non")
                yield week.isoformat(), harmless(one.host), one.form, str(views), old
