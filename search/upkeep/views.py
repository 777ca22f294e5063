"""State of the index, rebuild with its progress, rollback with a confirmation."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from search.screens import NAMESPACE, Screen
from search.upkeep import asking
from search.upkeep.models import IndexOperation, Operation
from search.upkeep.status import status

HISTORY = 10


class IndexScreen(Screen):
    """The state; its middle part alone (`?partie=1`) is asked again while an operation runs."""

    permission = "search.view_indexoperation"
    template_name = "search/admin/index.html"
    header_icon = "crosshairs"

    def get_page_title(self) -> str:
        return _("Index de recherche")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "partie" in request.GET:
            return render(request, "search/admin/index_etat.html", self.state())
        return super().get(request, *args, **kwargs)

    def state(self) -> dict[str, Any]:
        return {
            "status": status(),
            "operation": asking.running(),
            "last": IndexOperation.objects.select_related("by")[:HISTORY],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.user.has_perm("search.add_indexoperation")
        return super().get_context_data(**kwargs) | self.state() | {"may_rebuild": may}


class Rebuild(Screen):
    """POST: ask for a rebuild."""

    permission = "search.add_indexoperation"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return _ask(request, Operation.REBUILD, force="force" in request.POST)


class Rollback(Screen):
    """GET: what would serve again; POST: do it."""

    permission = "search.add_indexoperation"
    template_name = "search/admin/retour.html"
    header_icon = "undo"

    def get_page_title(self) -> str:
        return _("Revenir à l’index précédent")

    def get_trail(self) -> list[tuple[str, str]]:
        return [(reverse(f"{NAMESPACE}:index"), _("Index de recherche"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"status": status()}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return _ask(request, Operation.ROLLBACK)


def _ask(request: HttpRequest, operation: Operation, *, force: bool = False) -> HttpResponseBase:
    try:
        asking.ask(operation, request.user, force=force)
    except asking.AlreadyRunningError:
        messages.warning(request, _("Une opération est déjà en cours : attendez sa fin."))
    else:
        messages.success(request, _("C’est demandé : la recherche continue de répondre pendant ce temps."))
    return redirect(reverse(f"{NAMESPACE}:index"))
