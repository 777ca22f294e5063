"""The proposals that wait, on the first page of the back-office; who shows us, in its menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from common.dashboard import SHOWN, ListPanel, extra_panels
from common.scopes import visible
from evenements.admin.affichages import PERMISSION, Affichages
from evenements.models import Proposition


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("affichages/", Affichages.as_view(), name="affichages")]


class AffichagesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_menu_item")
def who_shows_us() -> MenuItem:
    return AffichagesItem(
        _("Qui nous affiche"), reverse("affichages"), name="affichages", icon_name="site", order=245
    )


def proposals_waiting(request: HttpRequest) -> ListPanel | None:
    """Proposals nobody has read, in the scope of the person, the oldest first; rows without school come after."""
    if not request.user.has_perm("evenements.change_proposition"):
        return None
    waiting = visible(request.user, Proposition).filter(pk__in=Proposition.objects.waiting().values("pk"))
    told = waiting.filter(departement__isnull=False).order_by("recue_le", "pk")
    items = [
        (reverse("propositions:edit", args=(one.pk,)), one.titre, f"{one.organisme}, {one.premiere}")
        for one in told[:SHOWN]
    ]
    return ListPanel(_("Événements proposés"), items) if items else None


extra_panels.append(proposals_waiting)
