"""What a call for projects adds to an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import (
    Orderable,
)

from evenements.models.evenement import Evenement
from evenements.presentation import moment_of


class AppelProjets(Orderable):
    """What a call for projects adds to an event: money, moments of opening and closing. One at most."""

    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="appels")
    ouverture = models.DateTimeField(_("ouverture"), help_text=_("Premier moment pour déposer."))
    cloture = models.DateTimeField(
        _("clôture"), help_text=_("Dernier moment pour déposer : l’appel se ferme tout seul.")
    )
    pour_qui = models.CharField(
        _("qui peut répondre"),
        max_length=200,
        blank=True,
        help_text=_("« Les équipes des collèges et des lycées de la région »."),
    )
    montant = models.CharField(
        _("montant"), max_length=160, blank=True, help_text=_("« Jusqu’à 5 000 € par projet ».")
    )
    financeurs = models.CharField(_("qui finance"), max_length=160, blank=True, help_text=_("Région, FSE+…"))
    fse = models.BooleanField(
        _("financé par le FSE+"), default=False, help_text=_("Montre l’emblème européen.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("appel à projets")
        verbose_name_plural = _("appels à projets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cloture__gt=models.F("ouverture")),
                name="appel_closes_after_opening",
                violation_error_message=_("La clôture doit venir après l’ouverture."),
            )
        ]

    @property
    def moment(self) -> str:
        """`avenir`, `ouvert` or `clos`, by the clock."""
        return moment_of(self.ouverture, self.cloture)


class EvenementDocument(Orderable):
    """A file to download: the rules of a call for projects, the plan of a forum."""

    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="documents")
    titre = models.CharField(
        _("titre"), max_length=120, help_text=_("« Le règlement », « Le dossier à remplir ».")
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("fichier"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Un fichier PDF de préférence, lisible par une synthèse vocale."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("document")
