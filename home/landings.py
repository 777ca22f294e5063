"""The landing page of a vocabulary term: what gathers its jobs, trainings, people, dates and figures."""

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from ambassadeurs.models import AmbassadeurPage
from chiffres.models import Chiffre, LienChiffre
from common.blocks import StoryBlock
from common.fields import SlimStreamField
from common.models import BasePage, ReviewedMixin
from evenements.models import Evenement
from formations.models import FormationPage
from metiers.enums import NiveauEntree
from metiers.models import MetierPage, MetierPreuveRev3
from secteurs.enums import DegreRev3
from secteurs.models import GrandChantier, Secteur, ThemeRev3
from territoires.carte import position

Lookups = dict[str, Any]

SHOWN = 12
#: Sorts after every level.
UNKNOWN = 99
SHOWN_TRAININGS = 6
SHOWN_PEOPLE = 3


class LandingPage(ReviewedMixin, BasePage):
    """What the three kinds of landing share."""

    chapo = models.TextField(_("introduction"), help_text=_("Deux ou trois phrases simples, vraies ici."))
    body = SlimStreamField(
        StoryBlock(), blank=True, verbose_name=_("contenu"), help_text=_("Ajouter des blocs dans l’ordre.")
    )

    search_fields = [*BasePage.search_fields, index.SearchField("chapo"), index.SearchField("body")]
    content_panels = [FieldPanel("title"), FieldPanel("chapo"), FieldPanel("body"), FieldPanel("resume")]
    review_panels = [
        InlinePanel("liens_chiffres", heading=_("Chiffres"), label=_("chiffre")),
        *ReviewedMixin.review_panels,
    ]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.chapo[:200]

    @cached_property
    def chiffres(self) -> list[Chiffre]:
        liens = self.liens_chiffres.select_related("chiffre").all()
        return [lien.chiffre for lien in liens if lien.chiffre.live]

    def gather(self, metiers: Lookups | None = None, **terms: Lookups) -> dict[str, Any]:
        """Live content that carries the term: the lookups are given per kind of content; jobs only if asked."""
        language = self.locale.language_code
        pages = {"locale": self.locale}
        return {
            "metiers": list(MetierPage.objects.for_listing().filter(**pages, **metiers).distinct()[:SHOWN])
            if metiers
            else [],
            "formations": list(
                FormationPage.objects.for_listing()
                .filter(**pages, **terms["formations"])
                .distinct()[:SHOWN_TRAININGS]
            ),
            "ambassadeurs": list(
                AmbassadeurPage.objects.for_listing()
                .filter(**pages, **terms["ambassadeurs"])
                .distinct()[:SHOWN_PEOPLE]
            ),
            "evenements": list(
                Evenement.objects.localized(language)
                .for_listing()
                .filter(**terms["evenements"])
                .upcoming()
                .distinct()[:SHOWN_PEOPLE]
            ),
        }


def by_level(metiers: list[MetierPage]) -> list[tuple[str, list[MetierPage]]]:
    """Jobs by the level they ask, the lowest first; those without level come last."""
    found: dict[int, list[MetierPage]] = {}
    for metier in metiers:
        found.setdefault(metier.niveau_entree or UNKNOWN, []).append(metier)
    return [
        (str(NiveauEntree(level).label) if level != UNKNOWN else _gettext("Selon le poste"), found[level])
        for level in sorted(found)
    ]


class SecteursIndexPage(BasePage):
    """`/fr/secteurs/`: the wall of ten tiles."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.SecteurPage"]
    max_count_per_parent = 1
    template = "home/secteurs_index_page.html"

    class Meta:
        verbose_name = _("liste des secteurs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`pages`: the landing of each sector, in the order of the vocabulary."""
        pages = (
            SecteurPage.objects.child_of(self)
            .live()
            .select_related("secteur")
            .order_by("secteur__rang", "pk")
        )
        return super().get_context(request, *args, **kwargs) | {"pages": list(pages)}


class SecteurPage(LandingPage):
    """`/fr/secteurs/<slug>/`."""

    parent_page_types = ["home.SecteursIndexPage"]
    subpage_types: list[str] = []
    template = "home/secteur_page.html"

    secteur = models.ForeignKey(
        Secteur,
        verbose_name=_("secteur"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Le secteur raconté ici."),
    )

    content_panels = [FieldPanel("secteur"), *LandingPage.content_panels]

    class Meta:
        verbose_name = _("page de secteur")
        verbose_name_plural = _("pages de secteur")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`metiers`, `formations`, `ambassadeurs`, `evenements`, `chantiers`."""
        gathered = self.gather(
            metiers={"metier_secteurs__tag": self.secteur},
            formations={"formation_secteurs__tag": self.secteur},
            ambassadeurs={"ambassadeur_secteurs__tag": self.secteur},
            evenements={"evenement_secteurs__tag": self.secteur},
        )
        chantiers = ChantierPage.objects.live().filter(locale=self.locale, chantier__secteur=self.secteur)
        context = super().get_context(request, *args, **kwargs) | gathered
        return context | {
            "chantiers": list(chantiers.select_related("chantier__secteur").order_by("chantier__rang", "pk")),
            "niveaux": by_level(gathered["metiers"]),
        }


class Rev3IndexPage(LandingPage):
    """`/fr/rev3/`: what REV3 is, and its themes."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ThemeRev3Page"]
    max_count_per_parent = 1
    template = "home/rev3_index_page.html"

    class Meta:
        verbose_name = _("page REV3")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`pages`: the landing of each theme with `nombre_metiers`; `metiers`: the jobs born of REV3."""
        proofs = MetierPreuveRev3.objects.filter(
            tag=OuterRef("theme"), content_object__live=True, content_object__locale=self.locale
        )
        counted = proofs.order_by().values("tag").annotate(n=Count("content_object", distinct=True))
        pages = ThemeRev3Page.objects.child_of(self).live().select_related("theme")
        jobs = MetierPage.objects.for_listing().filter(
            locale=self.locale,
            pk__in=MetierPreuveRev3.objects.filter(degre=DegreRev3.COEUR).values("content_object"),
        )
        return super().get_context(request, *args, **kwargs) | {
            "pages": list(
                pages.annotate(nombre_metiers=Coalesce(Subquery(counted.values("n")), 0)).order_by(
                    "theme__rang", "pk"
                )
            ),
            "metiers": list(jobs[:SHOWN]),
            "degres": list(DegreRev3),
        }


class ThemeRev3Page(LandingPage):
    """`/fr/rev3/<slug>/`: jobs by degree of transformation."""

    parent_page_types = ["home.Rev3IndexPage"]
    subpage_types: list[str] = []
    template = "home/theme_rev3_page.html"

    theme = models.ForeignKey(
        ThemeRev3,
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Le thème raconté ici."),
    )

    content_panels = [FieldPanel("theme"), *LandingPage.content_panels]

    class Meta:
        verbose_name = _("page de thème REV3")
        verbose_name_plural = _("pages de thème REV3")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`degres`: [(degree, [evidence with its job]), …]; `formations`, `ambassadeurs`, `evenements`."""
        gathered = self.gather(
            formations={"preuves_rev3__tag": self.theme},
            ambassadeurs={"ambassadeur_themes__tag": self.theme},
            evenements={"evenement_themes__tag": self.theme},
        )
        return (
            super().get_context(request, *args, **kwargs) | gathered | {"degres": self.evidence_by_degree()}
        )

    def evidence_by_degree(self) -> list[tuple[DegreRev3, list[MetierPreuveRev3]]]:
        """Evidence of the live jobs, deepest transformation first; empty degrees are left out."""
        preuves = (
            MetierPreuveRev3.objects.filter(
                tag=self.theme, content_object__live=True, content_object__locale=self.locale
            )
            .order_by("content_object__title", "pk")
            .prefetch_related(Prefetch("content_object", queryset=MetierPage.objects.for_listing()))
        )
        grouped = [(degre, [preuve for preuve in preuves if preuve.degre == degre]) for degre in DegreRev3]
        return [(degre, items) for degre, items in grouped if items]


class ChantiersIndexPage(BasePage):
    """`/fr/grands-chantiers/`."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ChantierPage"]
    max_count_per_parent = 1
    template = "home/chantiers_index_page.html"

    class Meta:
        verbose_name = _("liste des grands chantiers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`pages`: the landing of each work."""
        pages = ChantierPage.objects.child_of(self).live().select_related("chantier__secteur")
        return super().get_context(request, *args, **kwargs) | {
            "pages": list(pages.order_by("chantier__rang", "pk"))
        }


class ChantierPage(LandingPage):
    """`/fr/grands-chantiers/<slug>/`."""

    parent_page_types = ["home.ChantiersIndexPage"]
    subpage_types: list[str] = []
    template = "home/chantier_page.html"

    chantier = models.ForeignKey(
        GrandChantier,
        verbose_name=_("grand chantier"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Le chantier raconté ici."),
    )

    content_panels = [FieldPanel("chantier"), *LandingPage.content_panels]

    class Meta:
        verbose_name = _("page de grand chantier")
        verbose_name_plural = _("pages de grand chantier")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`niveaux`: jobs that name the work, by level; `ambassadeurs` have one of them; `formations` name it too;
        `evenements` are those of its sector."""
        secteur = self.chantier.secteur
        gathered = self.gather(
            metiers={"metier_chantiers__tag": self.chantier},
            formations={"formation_chantiers__tag": self.chantier},
            ambassadeurs={"liens_metiers__metier__metier_chantiers__tag": self.chantier},
            evenements={"evenement_secteurs__tag": secteur},
        )
        return (
            super().get_context(request, *args, **kwargs)
            | gathered
            | {
                "niveaux": by_level(gathered["metiers"]),
                "departements": list(self.chantier.departements.order_by("code")),
                "point_carte": position(self.chantier.commune.point) if self.chantier.commune else None,
            }
        )


class SecteurChiffre(LienChiffre):
    page = ParentalKey(SecteurPage, on_delete=models.CASCADE, related_name="liens_chiffres")


class Rev3Chiffre(LienChiffre):
    page = ParentalKey(Rev3IndexPage, on_delete=models.CASCADE, related_name="liens_chiffres")


class ThemeRev3Chiffre(LienChiffre):
    page = ParentalKey(ThemeRev3Page, on_delete=models.CASCADE, related_name="liens_chiffres")


class ChantierChiffre(LienChiffre):
    page = ParentalKey(ChantierPage, on_delete=models.CASCADE, related_name="liens_chiffres")
