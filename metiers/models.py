"""Job pages and their list."""

from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from chiffres.enums import Nature
from chiffres.models import Chiffre, LienChiffre
from common.fields import SlimStreamField, UntranslatedRelation
from common.models import PREVIEW_CARD, PREVIEW_PAGE, PREVIEW_SIMPLE, BasePage, ReviewedMixin
from common.navigation import Crumb, localized
from common.publication import Errors, merge_errors
from common.querysets import with_terms
from common.simplified import VersionSimplifieeMixin
from common.vocabulary import VocabularyManager
from metiers.blocks import MetierStoryBlock, ParcoursStoryBlock
from metiers.enums import NiveauEntree
from metiers.liens import ambassadeurs_of, evenements_of, formations_of
from metiers.listings import MetierListing
from metiers.querysets import MetierQuerySet
from metiers.similar import similar
from metiers.structured_data import occupation
from referentiels.models import CentreInteret, Rome
from secteurs.models import LienChantier, LienSecteur, PreuveRev3, Secteur, rev3_errors


class MetierSecteur(LienSecteur):
    content_object = ParentalKey(
        "metiers.MetierPage", on_delete=models.CASCADE, related_name="metier_secteurs"
    )


class MetierChantier(LienChantier):
    content_object = ParentalKey(
        "metiers.MetierPage", on_delete=models.CASCADE, related_name="metier_chantiers"
    )


class MetierPreuveRev3(PreuveRev3):
    content_object = ParentalKey("metiers.MetierPage", on_delete=models.CASCADE, related_name="preuves_rev3")

    class Meta(PreuveRev3.Meta):
        verbose_name = _("lien REV3")
        verbose_name_plural = _("liens REV3")


class MetierRome(Orderable):
    page = ParentalKey("metiers.MetierPage", on_delete=models.CASCADE, related_name="romes")
    rome = models.ForeignKey(
        Rome,
        verbose_name=_("code ROME"),
        on_delete=models.PROTECT,
        related_name="metier_pages",
        help_text=_("Le premier code est le principal : il donne le profil et les appellations."),
    )
    panels = [FieldPanel("rome")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "rome"], name="metier_rome_once")]


class MetierInteret(Orderable):
    page = ParentalKey("metiers.MetierPage", on_delete=models.CASCADE, related_name="interets")
    centre = models.ForeignKey(
        CentreInteret,
        verbose_name=_("centre d’intérêt"),
        on_delete=models.PROTECT,
        related_name="metier_pages",
        help_text=_("Ce qu’une personne dit aimer : les animaux, réparer, le plein air…"),
    )
    panels = [FieldPanel("centre")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "centre"], name="metier_interet_once")]


class MetierChiffre(LienChiffre):
    page = ParentalKey("metiers.MetierPage", on_delete=models.CASCADE, related_name="liens_chiffres")


class MetiersIndexPage(BasePage):
    """`/fr/metiers/`: every job, with filters."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["metiers.MetierPage"]
    max_count_per_parent = 1

    template = "metiers/metiers_index_page.html"

    class Meta:
        verbose_name = _("liste des métiers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: jobs of this language under the filters of the address."""
        pages = MetierPage.objects.for_listing().filter(locale=self.locale)
        return super().get_context(request, *args, **kwargs) | {
            "listing": MetierListing(request.GET, request.path, pages)
        }


class MetierPage(VersionSimplifieeMixin, ReviewedMixin, BasePage):
    """A job, told to a person of fifteen."""

    parent_page_types = ["metiers.MetiersIndexPage"]
    subpage_types: list[str] = []

    titre_feminin = models.CharField(
        _("au féminin"), max_length=120, help_text=_("« Technicienne de maintenance éolienne ».")
    )
    titre_masculin = models.CharField(
        _("au masculin"), max_length=120, help_text=_("« Technicien de maintenance éolienne ».")
    )
    accroche = models.CharField(
        _("accroche"),
        max_length=160,
        help_text=_("Une phrase qui donne envie de lire, vraie et concrète (160 signes)."),
    )
    niveau_entree = models.PositiveSmallIntegerField(
        _("niveau pour débuter"),
        choices=NiveauEntree,
        null=True,
        blank=True,
        help_text=_("Le plus bas niveau avec lequel on est réellement recruté."),
    )
    niveau_precision = models.CharField(
        _("précision sur le niveau"), max_length=80, blank=True, help_text=_("« ou titre pro sans bac ».")
    )
    rythme = models.CharField(
        _("rythme"), max_length=40, blank=True, help_text=_("« Journée », « 3 × 8 », « Saisons ».")
    )
    rythme_precision = models.CharField(
        _("précision sur le rythme"),
        max_length=80,
        blank=True,
        help_text=_("« astreinte une semaine sur six »."),
    )
    body = SlimStreamField(
        MetierStoryBlock(),
        blank=True,
        verbose_name=_("le récit"),
        help_text=_("Ajouter des blocs dans l’ordre de lecture."),
    )
    transition = models.TextField(
        _("comment la transition change ce métier"),
        blank=True,
        help_text=_("Des faits : machines, matières, règles. Vide s’il n’y a rien d’honnête à dire."),
    )
    parcours = SlimStreamField(
        ParcoursStoryBlock(),
        blank=True,
        verbose_name=_("parcours d’études"),
        help_text=_("Un bloc par chemin ; l’apprentissage vaut l’école."),
    )
    secteurs = VocabularyManager(
        through=MetierSecteur,
        blank=True,
        verbose_name=_("secteurs"),
        help_text=_("Un à trois secteurs. Le premier donne la couleur."),
    )
    chantiers = VocabularyManager(
        through=MetierChantier,
        blank=True,
        verbose_name=_("grands chantiers"),
        help_text=_("Les grands chantiers de la région qui emploient ce métier."),
    )

    override_translatable_fields = [UntranslatedRelation("secteurs"), UntranslatedRelation("chantiers")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("accroche"),
        index.SearchField("body"),
        index.AutocompleteField("titre_feminin"),
        index.FilterField("niveau_entree"),
    ]

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("titre_feminin"), FieldPanel("titre_masculin")]),
        FieldPanel("accroche"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("niveau_entree"), FieldPanel("niveau_precision")]),
                FieldRowPanel([FieldPanel("rythme"), FieldPanel("rythme_precision")]),
            ],
            heading=_("En bref"),
        ),
        FieldPanel("body"),
        FieldPanel("transition"),
        FieldPanel("parcours"),
        *VersionSimplifieeMixin.simplified_panels,
    ]
    classification_panels = [
        FieldPanel("secteurs"),
        InlinePanel("preuves_rev3", heading=_("REV3"), label=_("lien REV3")),
        FieldPanel("chantiers"),
        InlinePanel("romes", heading=_("Codes ROME"), label=_("code ROME")),
        InlinePanel("interets", heading=_("Centres d’intérêt"), label=_("centre d’intérêt")),
    ]
    review_panels = [
        InlinePanel("liens_chiffres", heading=_("Chiffres"), label=_("chiffre")),
        *ReviewedMixin.review_panels,
    ]

    objects = PageManager.from_queryset(MetierQuerySet)()

    class Meta:
        verbose_name = _("métier")
        verbose_name_plural = _("métiers")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [PREVIEW_PAGE, PREVIEW_CARD, PREVIEW_SIMPLE]

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.accroche

    @cached_property
    def secteurs_list(self) -> list[Secteur]:
        """Its sectors in the order of the vocabulary, read through the prefetched links."""
        return sorted((lien.tag for lien in self.metier_secteurs.all()), key=lambda tag: (tag.rang, tag.name))

    @property
    def secteur(self) -> Secteur | None:
        """The sector that gives the page its colours."""
        return self.secteurs_list[0] if self.secteurs_list else None

    @cached_property
    def chiffres(self) -> list[Chiffre]:
        """The published figures of the page, in the writer's order."""
        liens = self.liens_chiffres.select_related("chiffre").all()
        return [lien.chiffre for lien in liens if lien.chiffre.live]

    def chiffre(self, nature: Nature) -> Chiffre | None:
        return next((chiffre for chiffre in self.chiffres if chiffre.nature == nature), None)

    @property
    def crumbs_before(self) -> tuple[Crumb, ...]:
        """The sector, between the list of jobs and this one."""
        secteur = self.secteur
        return (Crumb(secteur.localized_name, localized(f"secteurs/{secteur.slug}/")),) if secteur else ()

    def structured_data(self) -> list[dict[str, Any]]:
        return [occupation(self)]

    @property
    def salaires(self) -> list[Chiffre]:
        """Start, median, experienced: what the source gives of them, in that order."""
        natures = (Nature.SALAIRE_DEBUT, Nature.SALAIRE_MEDIAN, Nature.SALAIRE_EXPERIENCE)
        return [chiffre for nature in natures if (chiffre := self.chiffre(nature))]

    @property
    def tension(self) -> Chiffre | None:
        """How hard it is to recruit, for the facts of the page."""
        return self.chiffre(Nature.TENSION) or self.chiffre(Nature.RECRUTEMENT)

    @property
    def autres_chiffres(self) -> list[Chiffre]:
        """Figures that are no salary: shown together, with their sources."""
        return [chiffre for chiffre in self.chiffres if chiffre not in self.salaires]

    @property
    def riasec(self) -> tuple[str, str] | None:
        """Major and minor profile, derived from the first ROME code that has one."""
        for lien in self.romes.all():
            if lien.rome.riasec_majeur:
                return lien.rome.riasec_majeur, lien.rome.riasec_mineur
        return None

    def publication_errors(self) -> Errors:
        errors = rev3_errors(self.preuves_rev3.all(), "preuves_rev3")
        missing: Errors = {}
        if not self.metier_secteurs.all():
            missing["secteurs"] = [_gettext("Choisir au moins un secteur.")]
        if not self.romes.all():
            missing["romes"] = [_gettext("Choisir au moins un code ROME.")]
        hidden = [str(lien.chiffre) for lien in self.liens_chiffres.all() if not lien.chiffre.live]
        if hidden:
            message = _gettext("Ces chiffres ne sont pas publiés : %(names)s.") % {
                "names": " ; ".join(hidden)
            }
            missing["liens_chiffres"] = [message]
        return merge_errors(super().publication_errors(), errors, missing)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`preuves`: REV3 links with their sources; `voisins`: close jobs, with why; what comes by reverse links."""
        if self.pk:
            prefetch_related_objects([self], with_terms(MetierPage, "metier_secteurs"))
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "preuves": list(self.preuves_rev3.select_related("tag")),
            "chantiers": [lien.tag for lien in self.metier_chantiers.select_related("tag__secteur")],
            "voisins": similar(self),
            "formations": formations_of(self),
            "ambassadeurs": ambassadeurs_of(self),
            "evenements": evenements_of(self),
        }
