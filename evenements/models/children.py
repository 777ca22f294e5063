"""What an event has several of: dates, linked jobs, trainings and people."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import (
    Orderable,
)

from ambassadeurs.models import AmbassadeurPage
from evenements.models.evenement import Evenement
from evenements.reminder import closing_uid
from formations.models import FormationPage
from metiers.models import MetierPage


class EvenementSession(Orderable):
    """One date of an event, in Europe/Paris time on screen."""

    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="sessions")
    #: Its name in the calendars that show it: the same in every revision, every language, at every hour.
    uid = models.UUIDField(_("identifiant"), default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    debut = models.DateTimeField(_("début"), help_text=_("Jour et heure de début, heure de Paris."))
    fin = models.DateTimeField(_("fin"), help_text=_("Jour et heure de fin, heure de Paris."))
    precision = models.CharField(
        _("précision"),
        max_length=120,
        blank=True,
        help_text=_("« Pour les classes de 3e », « site de Lens »."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        indexes = [
            models.Index(fields=["fin", "debut"], name="evenement_session_fin"),
            models.Index(fields=["debut", "fin"], name="evenement_session_debut"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin__gt=models.F("debut")),
                name="evenement_session_ends_after_start",
                violation_error_message=_("La fin doit venir après le début."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y %H:%M}"

    @property
    def passee(self) -> bool:
        return self.fin < timezone.now()

    @property
    def est_rappel(self) -> bool:
        """The closing of a call, written in the language of the event; notes that people write stay in French."""
        return bool(self.uid == closing_uid(self.evenement))


class EvenementMetier(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_metiers")
    metier = models.ForeignKey(
        MetierPage,
        verbose_name=_("métier"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Un métier que l’on y découvre."),
    )


class EvenementFormation(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_formations")
    formation = models.ForeignKey(
        FormationPage,
        verbose_name=_("formation"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Une formation que l’on y présente."),
    )


class EvenementAmbassadeur(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_ambassadeurs")
    ambassadeur = models.ForeignKey(
        AmbassadeurPage,
        verbose_name=_("ambassadrice ou ambassadeur"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Une personne que l’on y rencontre."),
    )
