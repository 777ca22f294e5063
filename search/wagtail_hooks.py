"""The search in the back-office: its menu and addresses, for who may tune it."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from common.dashboard import ListPanel, extra_panels
from search import admin_urls
from search.journal.views import missed_lately
from search.screens import NAMESPACE
from search.tuning.chooser import document_chooser
from search.tuning.enums import RuleKind


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("recherche/", include(admin_urls, namespace=NAMESPACE))]


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    return [document_chooser]


def missed(request: HttpRequest) -> ListPanel | None:
    """On the first page of the back-office: what people searched these four weeks and did not find."""
    if not request.user.has_perm("search.change_tuningrule"):
        return None
    items = missed_lately()
    return ListPanel(_("Cherché, pas trouvé"), items) if items else None


extra_panels.append(missed)


class _Item(MenuItem):
    """Shown to who has the right."""

    def __init__(self, label: Any, url: str, permission: str, *, icon: str, order: int) -> None:
        super().__init__(label, url, icon_name=icon, order=order)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    rules = [
        _Item(
            kind.label,
            reverse(f"{NAMESPACE}:regles", args=(kind,)),
            "search.view_tuningrule",
            icon=icon,
            order=order,
        )
        for order, (kind, icon) in enumerate(
            zip(RuleKind, ("link", "pick", "help", "sliders"), strict=True), start=20
        )
    ]
    items = [
        _Item(
            _("Tableau de bord"),
            reverse(f"{NAMESPACE}:tableau"),
            "search.view_searchday",
            icon="view",
            order=10,
        ),
        *rules,
        _Item(
            _("Historique"),
            reverse(f"{NAMESPACE}:historique"),
            "search.view_tuningchange",
            icon="history",
            order=30,
        ),
        _Item(
            _("Index"),
            reverse(f"{NAMESPACE}:index"),
            "search.view_indexoperation",
            icon="crosshairs",
            order=40,
        ),
    ]
    return SubmenuMenuItem(
        _("Recherche"), Menu(None, items=items), name="recherche", icon_name="search", order=250
    )
