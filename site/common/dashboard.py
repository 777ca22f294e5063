"""What waits for a person, on the first page of the back-office. Wagtail shows already what waits for approval."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from common.listings import REVIEW_PERIOD
from common.models import ReviewedMixin

SHOWN = 8

#: Other panels, added by apps above: `panel(request)` or None when it has nothing to say.
extra_panels: list[Callable[[HttpRequest], Component | None]] = []


class ListPanel(Component):
    """A heading and links; `items` are pairs of address and (label, detail)."""

    template_name = "wagtailadmin/tableau/liste.html"
    order = 250

    def __init__(self, heading: Any, items: list[tuple[str, str, Any]]) -> None:
        self.heading, self.items = heading, items

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"heading": self.heading, "items": self.items}


def _reviewed_models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, ReviewedMixin)]


def pages_to_review(request: HttpRequest) -> ListPanel | None:
    """Live pages never reviewed, or long ago, oldest first."""
    if not page_permission_policy.user_has_any_permission(request.user, {"change", "publish"}):
        return None
    late = Q(relu_le__isnull=True) | Q(relu_le__lt=timezone.localdate() - REVIEW_PERIOD)
    found: list[Any] = []
    for model in _reviewed_models():
        pages = model._default_manager.filter(late, live=True)
        found += pages.order_by(F("relu_le").asc(nulls_first=True), "pk").defer_streamfields()[:SHOWN]
    found.sort(key=lambda page: (page.relu_le is not None, page.relu_le or timezone.localdate(), page.pk))
    items = [
        (f"/admin/pages/{page.pk}/edit/", page.get_admin_display_title(), page.relu_le or _("jamais relue"))
        for page in found[:SHOWN]
    ]
    return ListPanel(_("À relire"), items) if items else None


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    for make in (pages_to_review, *extra_panels):
        panel = make(request)
        if panel is not None:
            panels.append(panel)
