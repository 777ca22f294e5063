"""What the screens of the search share in the back-office: who may, where one is, what one is told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

#: Addresses of these screens, under the back-office.
NAMESPACE = "recherche"


class Screen(WagtailAdminTemplateMixin, View):
    """A page of the back-office for who has `permission`; breadcrumbs are `trail`, then the title."""

    permission = ""
    trail: tuple[tuple[str, str], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        steps = [{"url": url, "label": label} for url, label in self.get_trail()]
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(f"{NAMESPACE}:tableau"), "label": _("Recherche")},
            *steps,
            {"url": "", "label": self.get_page_title()},
        ]

    def get_trail(self) -> list[tuple[str, str]]:
        return list(self.trail)
