"""Where and how a diploma is prepared: offer (établissement × voie × site), then session."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from common.admin_forms import PublicationModelForm
from common.publication import Errors, PublicationRules
from formations.querysets import OffreQuerySet
from metiers.enums import Voie
from territoires.models import Etablissement


class Offre(
    PublicationRules, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin,
    index.Indexed, ClusterableModel,
):  # fmt: skip
    """A diploma prepared in one établissement, by one voie, on one site."""

    formation = models.ForeignKey(
        "formations.FormationPage",
        verbose_name=_("formation"),
        on_delete=models.CASCADE,
        related_name="offres",
        help_text=_("La page française de la formation."),
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        on_delete=models.PROTECT,
        related_name="offres",
        help_text=_("Chercher par nom, ville ou UAI."),
    )
    voie = models.CharField(
        _("voie"), max_length=16, choices=Voie, default=Voie.SCOLAIRE, help_text=_("Une offre par voie.")
    )
    site = models.CharField(
        _("site"),
        max_length=120,
        blank=True,
        help_text=_("Seulement si la formation a lieu ailleurs qu’à l’adresse principale."),
    )
    precision = models.CharField(
        _("option ou parcours"),
        max_length=160,
        blank=True,
        help_text=_("Spécialité, option ou langue particulière."),
    )
    capacite = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("Nombre de places en première année, si une source le dit."),
    )
    capacite_annee = models.PositiveSmallIntegerField(
        _("année des places"), null=True, blank=True, help_text=_("Rentrée à laquelle ce nombre correspond.")
    )
    capacite_source = models.CharField(
        _("source des places"),
        max_length=160,
        blank=True,
        help_text=_("Affelnet, Parcoursup… et l’année du fichier."),
    )
    internat = models.BooleanField(
        _("internat"), null=True, blank=True, help_text=_("Vide : on ne sait pas.")
    )
    site_web = models.URLField(
        _("page de l’établissement"), blank=True, help_text=_("Page de cette formation chez eux.")
    )
    source = models.CharField(
        _("source de l’offre"),
        max_length=160,
        blank=True,
        help_text=_("D’où l’on sait que cette formation existe ici."),
    )

    search_fields = [
        index.SearchField("precision"),
        index.RelatedFields("etablissement", [index.SearchField("nom"), index.AutocompleteField("nom")]),
        index.RelatedFields("formation", [index.SearchField("title"), index.AutocompleteField("title")]),
        index.FilterField("voie"),
    ]

    base_form_class = PublicationModelForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("formation"),
                    FieldPanel("etablissement"),
                    FieldRowPanel([FieldPanel("voie"), FieldPanel("site")]),
                    FieldPanel("precision"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("capacite"), FieldPanel("capacite_annee")]),
                            FieldPanel("capacite_source"),
                            FieldPanel("internat"),
                        ],
                        heading=_("Places"),
                    ),
                    FieldPanel("site_web"),
                ],
                heading=_("L’offre"),
            ),
            ObjectList(
                [InlinePanel("sessions", heading=_("Sessions"), label=_("session"))], heading=_("Sessions")
            ),
            ObjectList([FieldPanel("source")], heading=_("Source")),
        ]
    )

    objects = OffreQuerySet.as_manager()

    class Meta:
        verbose_name = _("offre de formation")
        verbose_name_plural = _("offres de formation")
        ordering = ["formation__title", "etablissement__nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "etablissement", "voie", "site", "precision"],
                name="offre_once",
                violation_error_message=_("Cette offre existe déjà dans cet établissement."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.formation.title} — {self.etablissement.nom} ({self.get_voie_display()})"

    def publication_errors(self) -> Errors:
        errors = super().publication_errors()
        if self.capacite and not (self.capacite_annee and self.capacite_source):
            errors["capacite"] = [
                _gettext("Un nombre de places ne se publie pas sans son année et sa source.")
            ]
        return errors

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "formations/offre_preview.html"


class Session(Orderable):
    """One intake of an offer."""

    offre = ParentalKey(Offre, on_delete=models.CASCADE, related_name="sessions")
    debut = models.DateField(_("début"), help_text=_("Premier jour de la session."))
    fin = models.DateField(_("fin"), null=True, blank=True, help_text=_("Dernier jour, s’il est connu."))
    limite = models.DateField(
        _("candidater avant"), null=True, blank=True, help_text=_("Dernier jour pour candidater.")
    )
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Nombre de places.")
    )

    panels = [
        FieldRowPanel([FieldPanel("debut"), FieldPanel("fin")]),
        FieldRowPanel([FieldPanel("limite"), FieldPanel("places")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin__isnull=True) | models.Q(fin__gte=models.F("debut")),
                name="session_ends_after_start",
                violation_error_message=_("La session finit avant d’avoir commencé."),
            )
        ]
