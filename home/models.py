"""Pages that compose all the rest. Landings stand in `landings.py`, routable lists in `annuaires.py`."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from ambassadeurs.models import AmbassadeurPage
from common.blocks import StoryBlock
from common.fields import SlimStreamField
from common.models import PREVIEW_PAGE, PREVIEW_SIMPLE, BasePage, ReviewedMixin
from common.simplified import VersionSimplifieeMixin
from evenements.models import Evenement
from home.annuaires import EtablissementsIndexPage, ReferentsIndexPage
from home.enums import Adresse
from home.glossaire import EntreeGlossaire, GlossairePage
from home.landings import (
    ChantierPage,
    ChantiersIndexPage,
    Rev3IndexPage,
    SecteurPage,
    SecteursIndexPage,
    ThemeRev3Page,
)
from home.structured_data import website
from home.worldskills import WorldSkillsPage
from metiers.models import MetierPage
from secteurs.models import Secteur
from territoires.models import Departement

__all__ = [
    "ChantierPage",
    "ChantiersIndexPage",
    "EntreeGlossaire",
    "EtablissementsIndexPage",
    "GlossairePage",
    "HomePage",
    "PageLibre",
    "ReferentsIndexPage",
    "Rev3IndexPage",
    "SecteurPage",
    "SecteursIndexPage",
    "ThemeRev3Page",
    "WorldSkillsPage",
]


def search_examples() -> list[str]:
    """Words that the search box proposes."""
    return [_gettext("réparer"), _gettext("s’occuper des autres"), _gettext("éolien"), _gettext("dehors")]


class HomePage(BasePage):
    """`/fr/`: sky, search, where are you, sectors, REV3, next dates, one ambassador, contact."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "metiers.MetiersIndexPage",
        "formations.FormationsIndexPage",
        "ambassadeurs.AmbassadeursIndexPage",
        "evenements.AgendaIndexPage",
        "home.SecteursIndexPage",
        "home.Rev3IndexPage",
        "home.ChantiersIndexPage",
        "home.EtablissementsIndexPage",
        "home.ReferentsIndexPage",
        "home.GlossairePage",
        "home.WorldSkillsPage",
        "home.PageLibre",
    ]

    accroche = models.CharField(
        _("grand titre"), max_length=80, help_text=_("« Ton chemin commence tout près. »")
    )
    sous_titre = models.CharField(
        _("phrase d’ouverture"), max_length=200, help_text=_("Ce que l’on trouve sur le site.")
    )
    titre_rev3 = models.CharField(_("titre REV3"), max_length=80, help_text=_("Titre de la bande verte."))
    texte_rev3 = models.CharField(
        _("texte REV3"), max_length=320, help_text=_("REV3 en trois phrases simples.")
    )
    ambassadeur = models.ForeignKey(
        AmbassadeurPage,
        verbose_name=_("à la une"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("La personne mise en avant. Vide : la dernière page publiée."),
    )

    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel("accroche"), FieldPanel("sous_titre")], heading=_("Ouverture")),
        MultiFieldPanel([FieldPanel("titre_rev3"), FieldPanel("texte_rev3")], heading=_("REV3")),
        FieldPanel("ambassadeur"),
        FieldPanel("resume"),
    ]

    class Meta:
        verbose_name = _("accueil")

    def structured_data(self) -> list[dict[str, Any]]:
        return [website(self)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`secteurs`, `metiers_rev3` (+ `nombre_rev3`), three `evenements`, `ambassadeur`, `faces`, `departements`."""
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        rev3 = (
            MetierPage.objects.for_listing().filter(locale=self.locale, preuves_rev3__isnull=False).distinct()
        )
        faces = list(
            AmbassadeurPage.objects.for_listing()
            .filter(locale=self.locale)
            .order_by("-first_published_at", "pk")[:3]
        )
        return context | {
            "exemples": search_examples(),
            "secteurs": list(Secteur.objects.all()),
            "metiers_rev3": list(rev3.prefetch_related(None)[:3]),
            "nombre_rev3": rev3.count(),
            "evenements": list(Evenement.objects.localized(language).for_listing().upcoming()[:3]),
            "faces": faces,
            "ambassadeur": self.featured(faces),
            "departements": list(Departement.objects.order_by("code")),
        }

    def featured(self, faces: list[AmbassadeurPage]) -> AmbassadeurPage | None:
        """The chosen person while consent lasts, else the latest one."""
        chosen = self.ambassadeur
        if chosen and chosen.live and chosen.consent_is_valid():
            return chosen
        return faces[0] if faces else None


class PageLibre(VersionSimplifieeMixin, ReviewedMixin, BasePage):
    """A free editorial page: who we are, families, school teams, legal notice…"""

    parent_page_types = ["home.HomePage", "home.PageLibre"]
    subpage_types = ["home.PageLibre"]

    chapo = models.TextField(
        _("introduction"), blank=True, help_text=_("Une à trois phrases, en grand, sous le titre.")
    )
    adresse = models.CharField(
        _("on s’adresse à"),
        max_length=8,
        choices=Adresse,
        default=Adresse.TU,
        help_text=_("« Tu » pour les jeunes, « vous » pour les autres. Jamais les deux sur une page."),
    )
    body = SlimStreamField(
        StoryBlock(), blank=True, verbose_name=_("contenu"), help_text=_("Ajouter des blocs dans l’ordre.")
    )

    search_fields = [*BasePage.search_fields, index.SearchField("chapo"), index.SearchField("body")]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("chapo"),
        FieldPanel("body"),
        FieldPanel("resume"),
        *VersionSimplifieeMixin.simplified_panels,
    ]
    classification_panels = [FieldPanel("adresse")]
    review_panels = ReviewedMixin.review_panels

    class Meta:
        verbose_name = _("page libre")
        verbose_name_plural = _("pages libres")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`enfants`: the free pages below this one."""
        children = PageLibre.objects.child_of(self).live().order_by("path") if self.pk else []
        return super().get_context(request, *args, **kwargs) | {"enfants": list(children)}

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [PREVIEW_PAGE, PREVIEW_SIMPLE]

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.chapo[:200]
