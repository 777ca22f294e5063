"""Diploma pages and their list. Offers and sessions stand in `offres.py`."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from chiffres.models import Chiffre, LienChiffre
from common.fields import SlimStreamField, UntranslatedRelation
from common.models import PREVIEW_CARD, PREVIEW_PAGE, BasePage, ReviewedMixin
from common.publication import Errors, merge_errors
from common.querysets import in_language, with_terms
from common.vocabulary import VocabularyManager
from formations.blocks import AdmissionStoryBlock, FormationStoryBlock
from formations.enums import NiveauCec, TypeDiplome
from formations.listings import FormationListing, asked_place, evenements_of, lieux, with_places
from formations.offres import Offre, Session
from formations.querysets import FormationQuerySet
from formations.similar import similar
from formations.structured_data import credential, programme
from metiers.models import MetierPage
from referentiels.models import FormationOnisep
from secteurs.models import LienChantier, LienSecteur, PreuveRev3, Secteur, rev3_errors

__all__ = ["FormationPage", "FormationsIndexPage", "Offre", "Session"]


class FormationSecteur(LienSecteur):
    content_object = ParentalKey(
        "formations.FormationPage", on_delete=models.CASCADE, related_name="formation_secteurs"
    )


class FormationChantier(LienChantier):
    content_object = ParentalKey(
        "formations.FormationPage", on_delete=models.CASCADE, related_name="formation_chantiers"
    )


class FormationPreuveRev3(PreuveRev3):
    content_object = ParentalKey(
        "formations.FormationPage", on_delete=models.CASCADE, related_name="preuves_rev3"
    )

    class Meta(PreuveRev3.Meta):
        verbose_name = _("lien REV3")
        verbose_name_plural = _("liens REV3")


class FormationMetier(Orderable):
    page = ParentalKey("formations.FormationPage", on_delete=models.CASCADE, related_name="liens_metiers")
    metier = models.ForeignKey(
        MetierPage,
        verbose_name=_("métier"),
        on_delete=models.CASCADE,
        related_name="liens_formations",
        help_text=_("Un métier que cette formation ouvre."),
    )
    panels = [PageChooserPanel("metier", "metiers.MetierPage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "metier"], name="formation_metier_once")]


class FormationSuite(Orderable):
    page = ParentalKey("formations.FormationPage", on_delete=models.CASCADE, related_name="suites")
    suite = models.ForeignKey(
        "formations.FormationPage",
        verbose_name=_("formation qui suit"),
        on_delete=models.CASCADE,
        related_name="precede",
        help_text=_("Une formation que l’on peut faire ensuite."),
    )
    panels = [PageChooserPanel("suite", "formations.FormationPage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "suite"], name="formation_suite_once")]


class FormationChiffre(LienChiffre):
    page = ParentalKey("formations.FormationPage", on_delete=models.CASCADE, related_name="liens_chiffres")


class FormationsIndexPage(BasePage):
    """`/fr/formations/`: every training, with filters."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["formations.FormationPage"]
    max_count_per_parent = 1

    template = "formations/formations_index_page.html"

    class Meta:
        verbose_name = _("liste des formations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: trainings of this language under the filters of the address."""
        pages = with_places(FormationPage.objects.for_listing().filter(locale=self.locale))
        return super().get_context(request, *args, **kwargs) | {
            "listing": FormationListing(request.GET, request.path, pages)
        }


class FormationPage(ReviewedMixin, BasePage):
    """A diploma or professional title: what is learnt, how one enters, where, what next."""

    parent_page_types = ["formations.FormationsIndexPage"]
    subpage_types: list[str] = []

    chapo = models.CharField(
        _("accroche"), max_length=200, help_text=_("Une phrase : durée, ce qu’on apprend, où.")
    )
    intitule_officiel = models.CharField(
        _("intitulé officiel"), max_length=220, help_text=_("Tel qu’il est écrit au RNCP ou par l’ONISEP.")
    )
    sigle = models.CharField(_("sigle"), max_length=40, blank=True, help_text=_("« BTS MS », « CAP AEPE »."))
    type_diplome = models.CharField(
        _("type"), max_length=16, choices=TypeDiplome, help_text=_("Le type de diplôme ou de titre.")
    )
    niveau = models.PositiveSmallIntegerField(
        _("niveau"), choices=NiveauCec, help_text=_("Le niveau que donne le diplôme (cadre national, 3 à 8).")
    )
    code_rncp = models.CharField(
        _("code RNCP"),
        max_length=12,
        blank=True,
        help_text=_("« RNCP35187 » : visible sur francecompetences.fr."),
    )
    rncp_echeance = models.DateField(
        _("échéance de la fiche RNCP"),
        null=True,
        blank=True,
        help_text=_("Dernier jour de la fiche. Passé ce jour, la page le dit."),
    )
    onisep = models.ForeignKey(
        FormationOnisep,
        verbose_name=_("formation ONISEP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
        help_text=_("La formation correspondante dans les données de l’ONISEP (FOR.n)."),
    )
    code_cfd = models.CharField(
        _("code formation diplôme"),
        max_length=8,
        blank=True,
        help_text=_("Huit caractères, Éducation nationale."),
    )
    code_mef = models.CharField(
        _("code MEF"), max_length=11, blank=True, help_text=_("Onze caractères, Éducation nationale.")
    )
    duree = models.CharField(_("durée"), max_length=40, help_text=_("« 2 ans », « 8 mois »."))
    stage = models.CharField(
        _("stages"), max_length=80, blank=True, help_text=_("« dont 10 semaines en entreprise ».")
    )
    entree = models.CharField(
        _("niveau d’entrée"), max_length=40, help_text=_("« Bac », « 3e », « sans diplôme ».")
    )
    entree_precision = models.CharField(
        _("précision sur l’entrée"), max_length=80, blank=True, help_text=_("« général, techno ou pro ».")
    )
    cout = models.CharField(
        _("coût"), max_length=40, blank=True, help_text=_("« Gratuit », « frais de concours ».")
    )
    cout_precision = models.CharField(
        _("précision sur le coût"),
        max_length=80,
        blank=True,
        help_text=_("« et payé si tu es en apprentissage »."),
    )
    candidature = models.CharField(
        _("candidature"), max_length=40, blank=True, help_text=_("« De janvier à mars », « toute l’année ».")
    )
    candidature_precision = models.CharField(
        _("précision sur la candidature"), max_length=80, blank=True, help_text=_("« vœux sur Parcoursup ».")
    )
    body = SlimStreamField(
        FormationStoryBlock(),
        blank=True,
        verbose_name=_("le récit"),
        help_text=_("Ajouter des blocs dans l’ordre de lecture."),
    )
    apres = models.TextField(
        _("et après"),
        blank=True,
        help_text=_("Travailler ou continuer : ce que font les personnes diplômées."),
    )
    transition = models.TextField(
        _("comment la transition change cette formation"),
        blank=True,
        help_text=_("Des faits. Vide s’il n’y a rien d’honnête à dire."),
    )
    admission = SlimStreamField(
        AdmissionStoryBlock(),
        blank=True,
        verbose_name=_("comment entrer"),
        help_text=_("Un bloc par chemin d’admission."),
    )
    autre_voie = models.CharField(
        _("l’autre voie"),
        max_length=240,
        blank=True,
        help_text=_("Comment faire par apprentissage si la page parle de l’école, et l’inverse."),
    )
    secteurs = VocabularyManager(
        through=FormationSecteur, blank=True, verbose_name=_("secteurs"), help_text=_("Un à trois secteurs.")
    )
    chantiers = VocabularyManager(
        through=FormationChantier,
        blank=True,
        verbose_name=_("grands chantiers"),
        help_text=_("Les grands chantiers qui recrutent après cette formation."),
    )

    override_translatable_fields = [UntranslatedRelation("secteurs"), UntranslatedRelation("chantiers")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intitule_officiel"),
        index.SearchField("body"),
        index.AutocompleteField("sigle"),
        index.FilterField("niveau"),
    ]

    content_panels = [
        FieldPanel("title"),
        FieldPanel("chapo"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duree"), FieldPanel("stage")]),
                FieldRowPanel([FieldPanel("entree"), FieldPanel("entree_precision")]),
                FieldRowPanel([FieldPanel("cout"), FieldPanel("cout_precision")]),
                FieldRowPanel([FieldPanel("candidature"), FieldPanel("candidature_precision")]),
            ],
            heading=_("En bref"),
        ),
        FieldPanel("body"),
        FieldPanel("apres"),
        FieldPanel("transition"),
        FieldPanel("admission"),
        FieldPanel("autre_voie"),
    ]
    classification_panels = [
        MultiFieldPanel(
            [
                FieldPanel("intitule_officiel"),
                FieldRowPanel([FieldPanel("sigle"), FieldPanel("type_diplome")]),
                FieldPanel("niveau"),
                FieldRowPanel([FieldPanel("code_rncp"), FieldPanel("rncp_echeance")]),
                FieldPanel("onisep"),
                FieldRowPanel([FieldPanel("code_cfd"), FieldPanel("code_mef")]),
            ],
            heading=_("Diplôme"),
        ),
        FieldPanel("secteurs"),
        InlinePanel("preuves_rev3", heading=_("REV3"), label=_("lien REV3")),
        FieldPanel("chantiers"),
        InlinePanel("liens_metiers", heading=_("Métiers"), label=_("métier")),
        InlinePanel("suites", heading=_("Et ensuite"), label=_("formation qui suit")),
    ]
    review_panels = [
        InlinePanel("liens_chiffres", heading=_("Chiffres"), label=_("chiffre")),
        *ReviewedMixin.review_panels,
    ]

    objects = PageManager.from_queryset(FormationQuerySet)()

    class Meta:
        verbose_name = _("formation")
        verbose_name_plural = _("formations")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [PREVIEW_PAGE, PREVIEW_CARD]

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.chapo

    @property
    def rncp_echu(self) -> bool:
        """Whether the record of the code ended: the diploma may well go on under another."""
        return self.rncp_echeance is not None and self.rncp_echeance < timezone.localdate()

    @cached_property
    def secteurs_list(self) -> list[Secteur]:
        """Its sectors in the order of the vocabulary, read through the prefetched links."""
        return sorted(
            (lien.tag for lien in self.formation_secteurs.all()), key=lambda tag: (tag.rang, tag.name)
        )

    @property
    def secteur(self) -> Secteur | None:
        """The sector that gives the page its colours."""
        return self.secteurs_list[0] if self.secteurs_list else None

    @cached_property
    def chiffres(self) -> list[Chiffre]:
        """The published figures of the page, in the writer's order."""
        liens = self.liens_chiffres.select_related("chiffre").all()
        return [lien.chiffre for lien in liens if lien.chiffre.live]

    def structured_data(self) -> list[dict[str, Any]]:
        """With the places that `get_context()` read: without any, only the diploma can be told."""
        shown = self.__dict__.get("lieux_lus", [])
        return [programme(self, [lieu.etablissement for lieu in shown]) if shown else credential(self)]

    def publication_errors(self) -> Errors:
        errors = rev3_errors(self.preuves_rev3.all(), "preuves_rev3")
        missing: Errors = {}
        if not self.formation_secteurs.all():
            missing["secteurs"] = [_gettext("Choisir au moins un secteur.")]
        hidden = [str(lien.chiffre) for lien in self.liens_chiffres.all() if not lien.chiffre.live]
        if hidden:
            message = _gettext("Ces chiffres ne sont pas publiés : %(names)s.") % {
                "names": " ; ".join(hidden)
            }
            missing["liens_chiffres"] = [message]
        return merge_errors(super().publication_errors(), errors, missing)

    def suites_live(self) -> "list[FormationPage]":
        """What can be studied next, in the language of this page where it exists in it."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return [lien.suite for lien in self.suites.select_related("suite") if lien.suite.live]
        named = self.suites.values_list("suite_id", flat=True)
        return in_language(FormationPage.objects.live().order_by("title"), named, self.locale_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`lieux`: places with their offers, by distance to `place`; `metiers`, `suites`: live pages;
        `voisines`: close trainings with the reason; `preuves`."""
        if self.pk:
            prefetch_related_objects([self], with_terms(FormationPage, "formation_secteurs"))
        context = super().get_context(request, *args, **kwargs)
        typed = asked_place(request)
        jobs = [lien.metier_id for lien in self.liens_metiers.all()]
        self.__dict__["lieux_lus"] = lieux(self, typed.place)
        return context | {
            "typed": typed,
            "place": typed.place,
            "place_error": typed.error,
            "lieux": self.__dict__["lieux_lus"],
            "preuves": list(self.preuves_rev3.select_related("tag")),
            "metiers": in_language(MetierPage.objects.for_listing(), jobs, self.locale_id),
            "evenements": evenements_of(self),
            "suites": self.suites_live(),
            "voisines": similar(self),
        }
