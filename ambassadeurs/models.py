"""Ambassador pages, their consent, and the requests that schools make."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ambassadeurs.blocks import AmbassadeurStoryBlock, ParcoursDatesBlock
from ambassadeurs.enums import EtatDemande, Genre, Rencontre
from ambassadeurs.listings import AmbassadeurListing
from ambassadeurs.presentation import Presentation
from common.fields import SlimStreamField, UntranslatedRelation
from common.models import PREVIEW_CARD, PREVIEW_PAGE, BasePage
from common.publication import Errors, merge_errors
from common.querysets import has_links, in_language, open_to_all, with_terms
from common.vocabulary import VocabularyManager
from metiers.models import MetierPage
from secteurs.models import LienSecteur, LienThemeRev3, Secteur
from territoires.models import Departement, Etablissement


class AmbassadeurSecteur(LienSecteur):
    content_object = ParentalKey(
        "ambassadeurs.AmbassadeurPage", on_delete=models.CASCADE, related_name="ambassadeur_secteurs"
    )


class AmbassadeurTheme(LienThemeRev3):
    content_object = ParentalKey(
        "ambassadeurs.AmbassadeurPage", on_delete=models.CASCADE, related_name="ambassadeur_themes"
    )


class AmbassadeurMetier(Orderable):
    page = ParentalKey("ambassadeurs.AmbassadeurPage", on_delete=models.CASCADE, related_name="liens_metiers")
    metier = models.ForeignKey(
        MetierPage,
        verbose_name=_("métier"),
        on_delete=models.CASCADE,
        related_name="liens_ambassadeurs",
        help_text=_("Un métier que cette personne exerce et présente."),
    )
    panels = [PageChooserPanel("metier", "metiers.MetierPage")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "metier"], name="ambassadeur_metier_once")]


class AmbassadeurQuerySet(PageQuerySet):
    def consenting(self, on: date | None = None) -> Self:
        """Consent is checked at every reading: what has ended is gone at the minute, even if no job ran."""
        day = on or timezone.localdate()
        adult_or_allowed = Q(mineur=False) | Q(consentement_parental_le__isnull=False)
        return self.filter(adult_or_allowed, consentement_le__lte=day, consentement_jusqu_au__gte=day)

    def presenting(self, metier: MetierPage) -> Self:
        return self.filter(liens_metiers__metier__translation_key=metier.translation_key).distinct()

    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(ambassadeur_secteurs__tag=secteur).distinct()

    def for_listing(self) -> Self:
        return (
            open_to_all(self.live().consenting())
            .defer_streamfields()
            .select_related("locale", "portrait")
            .prefetch_related(
                with_terms(self.model, "ambassadeur_secteurs"), "departements", "portrait__renditions"
            )
            .annotate(est_rev3=has_links(self.model, "ambassadeur_themes"))
            .order_by("title", "pk")
        )


class AmbassadeursIndexPage(BasePage):
    """`/fr/ambassadeurs/`: the people who present their job, with filters."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["ambassadeurs.AmbassadeurPage"]
    max_count_per_parent = 1

    template = "ambassadeurs/ambassadeurs_index_page.html"

    class Meta:
        verbose_name = _("liste des ambassadeurs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: people of this language who consent today, under the filters of the address."""
        pages = AmbassadeurPage.objects.for_listing().filter(locale=self.locale)
        return super().get_context(request, *args, **kwargs) | {
            "listing": AmbassadeurListing(request.GET, request.path, pages)
        }


class AmbassadeurPage(Presentation, BasePage):
    """A person who presents a job; the page leaves the site by itself when consent ends."""

    parent_page_types = ["ambassadeurs.AmbassadeursIndexPage", "home.WorldSkillsPage"]
    subpage_types: list[str] = []

    prenom = models.CharField(
        _("prénom"), max_length=60, help_text=_("Le prénom seul : jamais le nom de famille.")
    )
    age = models.PositiveSmallIntegerField(
        _("âge"), null=True, blank=True, help_text=_("Si la personne veut le dire.")
    )
    genre = models.CharField(
        _("ambassade"),
        max_length=12,
        choices=Genre,
        default=Genre.METIER,
        help_text=_("Ce que la personne représente."),
    )
    fonction = models.CharField(
        _("métier exercé"), max_length=120, help_text=_("Avec ses mots : « technicienne éolienne ».")
    )
    employeur = models.CharField(
        _("employeur"), max_length=120, blank=True, help_text=_("Nom de l’entreprise ou du service.")
    )
    ville = models.CharField(_("ville"), max_length=80, blank=True, help_text=_("Où la personne travaille."))
    citation = models.CharField(
        _("citation"), max_length=200, help_text=_("Sa phrase forte, sans guillemets.")
    )
    dessin = models.CharField(
        _("portrait dessiné"),
        max_length=40,
        blank=True,
        help_text=_("Nom du dessin de la bibliothèque : « ines »."),
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Une vraie photo, carrée, avec l’accord écrit de la personne."),
    )
    portrait_alt = models.CharField(
        _("description du portrait"),
        max_length=160,
        blank=True,
        help_text=_("Pour les personnes qui ne voient pas l’image."),
    )
    parcours = SlimStreamField(
        ParcoursDatesBlock(),
        blank=True,
        verbose_name=_("parcours en dates"),
        help_text=_("Quatre dates suffisent."),
    )
    plait = models.TextField(_("ce qui lui plaît"), blank=True, help_text=_("Une idée par ligne."))
    pese = models.TextField(_("ce qui est dur"), blank=True, help_text=_("Une idée par ligne, honnête."))
    interview = SlimStreamField(
        AmbassadeurStoryBlock(),
        blank=True,
        verbose_name=_("entretien"),
        help_text=_("Questions et réponses."),
    )
    rencontres = ArrayField(
        models.CharField(max_length=12, choices=Rencontre),
        verbose_name=_("façons de se rencontrer"),
        default=list,
        blank=True,
        help_text=_("Ce que la personne accepte de faire."),
    )
    disponibilite = models.CharField(
        _("disponibilité"), max_length=160, blank=True, help_text=_("« Le mercredi », « d’octobre à mars ».")
    )
    departements = ParentalManyToManyField(
        Departement,
        verbose_name=_("départements"),
        blank=True,
        related_name="ambassadeurs",
        help_text=_("Là où la personne se déplace."),
    )
    charte_signee_le = models.DateField(
        _("charte signée le"), null=True, blank=True, help_text=_("Jour de signature de la charte.")
    )
    consentement_le = models.DateField(
        _("consentement donné le"),
        null=True,
        blank=True,
        help_text=_("Jour où la personne a accepté d’être sur le site."),
    )
    consentement_jusqu_au = models.DateField(
        _("consentement valable jusqu’au"),
        null=True,
        blank=True,
        help_text=_("Dernier jour : ensuite la page quitte le site toute seule."),
    )
    mineur = models.BooleanField(
        _("personne mineure"), default=False, help_text=_("Il faut alors l’accord d’un parent.")
    )
    consentement_parental_le = models.DateField(
        _("accord d’un parent donné le"),
        null=True,
        blank=True,
        help_text=_("Obligatoire pour une personne mineure."),
    )
    exemple = models.BooleanField(
        _("exemple inventé"), default=False, help_text=_("La page dira que la personne est un exemple.")
    )
    secteurs = VocabularyManager(
        through=AmbassadeurSecteur,
        blank=True,
        verbose_name=_("secteurs"),
        help_text=_("Un à trois secteurs."),
    )
    themes_rev3 = VocabularyManager(
        through=AmbassadeurTheme,
        blank=True,
        verbose_name=_("thèmes REV3"),
        help_text=_("Si la personne en parle."),
    )

    override_translatable_fields = [
        UntranslatedRelation("secteurs"),
        UntranslatedRelation("themes_rev3"),
        SynchronizedField("prenom"),
        SynchronizedField("employeur"),
        SynchronizedField("ville"),
        SynchronizedField("dessin"),
        SynchronizedField("departements"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "charte_signee_le",
                "consentement_le",
                "consentement_jusqu_au",
                "consentement_parental_le",
            )
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("prenom"),
        index.SearchField("fonction"),
        index.AutocompleteField("fonction"),
        index.FilterField("genre"),
    ]

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("prenom"), FieldPanel("age")]),
        FieldPanel("fonction"),
        FieldRowPanel([FieldPanel("employeur"), FieldPanel("ville")]),
        FieldPanel("citation"),
        MultiFieldPanel(
            [FieldPanel("portrait"), FieldPanel("dessin"), FieldPanel("portrait_alt")], heading=_("Portrait")
        ),
        FieldPanel("parcours"),
        FieldRowPanel([FieldPanel("plait"), FieldPanel("pese")]),
        FieldPanel("interview"),
    ]
    classification_panels = [
        FieldPanel("genre"),
        InlinePanel("liens_metiers", heading=_("Métiers"), label=_("métier")),
        FieldPanel("secteurs"),
        FieldPanel("themes_rev3"),
        FieldPanel("departements"),
        MultiFieldPanel([FieldPanel("rencontres"), FieldPanel("disponibilite")], heading=_("Se rencontrer")),
    ]
    review_panels = [
        MultiFieldPanel(
            [
                FieldPanel("charte_signee_le"),
                FieldRowPanel([FieldPanel("consentement_le"), FieldPanel("consentement_jusqu_au")]),
                FieldRowPanel([FieldPanel("mineur"), FieldPanel("consentement_parental_le")]),
                FieldPanel("exemple"),
            ],
            heading=_("Charte et consentement"),
        ),
    ]

    objects = PageManager.from_queryset(AmbassadeurQuerySet)()

    class Meta:
        verbose_name = _("ambassadrice ou ambassadeur")
        verbose_name_plural = _("ambassadrices et ambassadeurs")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [PREVIEW_PAGE, PREVIEW_CARD]

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.citation

    def consent_is_valid(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        start, end = self.consentement_le, self.consentement_jusqu_au
        return bool(
            start and end and start <= day <= end and (not self.mineur or self.consentement_parental_le)
        )

    def clean(self) -> None:
        super().clean()
        start, end = self.consentement_le, self.consentement_jusqu_au
        if start and end and end < start:
            raise ValidationError(
                {"consentement_jusqu_au": _gettext("Le consentement finit avant d’avoir commencé.")}
            )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Below the space of WorldSkills, a person is one of its candidates, whatever the form says."""
        if self.path and not issubclass(self.get_parent().specific_class, AmbassadeursIndexPage):
            self.genre = Genre.WORLDSKILLS
        super().full_clean(*args, **kwargs)

    def publication_errors(self) -> Errors:
        errors: Errors = {}
        if not self.charte_signee_le:
            errors["charte_signee_le"] = [_gettext("La charte doit être signée avant de publier.")]
        if self.mineur and not self.consentement_parental_le:
            errors["consentement_parental_le"] = [_gettext("Il manque l’accord d’un parent.")]
        elif not self.consent_is_valid():
            errors["consentement_jusqu_au"] = [
                _gettext("Il faut un consentement donné et encore valable aujourd’hui.")
            ]
        return merge_errors(super().publication_errors(), errors)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Gone at the minute consent ends, even if no job ran."""
        if not (self.consent_is_valid() or getattr(request, "is_preview", False)):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`metiers`: live job pages this person presents."""
        context = super().get_context(request, *args, **kwargs)
        jobs = [lien.metier_id for lien in self.liens_metiers.all()]
        return context | {"metiers": in_language(MetierPage.objects.for_listing(), jobs, self.locale_id)}


class DemandeRencontre(models.Model):
    """A school asks an ambassador to come: handled by the référent of its département."""

    ambassadeur = models.ForeignKey(
        AmbassadeurPage,
        verbose_name=_("ambassadrice ou ambassadeur"),
        on_delete=models.CASCADE,
        related_name="demandes",
        help_text=_("La personne que l’établissement veut rencontrer."),
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="demandes",
        help_text=_("L’établissement qui invite, s’il est dans notre liste."),
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        on_delete=models.PROTECT,
        related_name="demandes",
        help_text=_("Décide quelle personne référente suit la demande."),
    )
    organisme = models.CharField(_("établissement, en clair"), max_length=160, help_text=_("Nom et ville."))
    contact = models.CharField(_("personne à joindre"), max_length=120, help_text=_("Prénom, nom, fonction."))
    courriel = models.EmailField(_("courriel"), help_text=_("Pour répondre à la demande."))
    rencontre = models.CharField(
        _("type de rencontre"), max_length=12, choices=Rencontre, help_text=_("Ce qui est demandé.")
    )
    message = models.TextField(
        _("message"), max_length=2000, blank=True, help_text=_("Classe, date souhaitée, attentes.")
    )
    etat = models.CharField(
        _("état"),
        max_length=12,
        choices=EtatDemande,
        default=EtatDemande.RECUE,
        help_text=_("Où en est la demande."),
    )
    suivi = models.TextField(_("notes de suivi"), blank=True, help_text=_("Pour l’équipe seulement."))
    recue_le = models.DateTimeField(_("reçue le"), auto_now_add=True)

    class Meta:
        verbose_name = _("demande de rencontre")
        verbose_name_plural = _("demandes de rencontre")
        ordering = ["-recue_le", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisme} → {self.ambassadeur.prenom}"
