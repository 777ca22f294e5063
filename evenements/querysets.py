"""The verbs of the domain."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from secteurs.models import Secteur, ThemeRev3
from territoires.models import Departement, Etablissement


class EvenementQuerySet(models.QuerySet["Evenement"]):
    def published(self) -> Self:
        return self.filter(live=True)

    def in_language(self, language: str) -> Self:
        return self.filter(locale__language_code=language)

    def localized(self, language: str) -> Self:
        """In `language`, and in French those that have no published translation in it."""
        if language == "fr":
            return self.in_language("fr")
        translated = self.model.objects.filter(
            live=True, locale__language_code=language, translation_key=OuterRef("translation_key")
        )
        french = Q(locale__language_code="fr") & ~Exists(translated)
        return self.filter(Q(locale__language_code=language) | french)

    def upcoming(self, now: datetime | None = None) -> Self:
        """With a session not yet ended, ordered by the next one (`prochaine`)."""
        moment = now or timezone.now()
        return self.annotate(
            prochaine=Min("sessions__debut", filter=Q(sessions__fin__gte=moment))
        ).filter(prochaine__isnull=False).order_by("prochaine", "pk")  # fmt: skip

    def past(self, now: datetime | None = None) -> Self:
        moment = now or timezone.now()
        return self.annotate(
            derniere=models.Max("sessions__fin")
        ).filter(derniere__lt=moment).order_by("-derniere", "pk")  # fmt: skip

    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(evenement_secteurs__tag=secteur).distinct()

    def in_theme(self, theme: ThemeRev3) -> Self:
        return self.filter(evenement_themes__tag=theme).distinct()

    def in_departement(self, departement: Departement) -> Self:
        return self.filter(departement=departement)

    def at_etablissement(self, etablissement: Etablissement) -> Self:
        return self.filter(etablissement=etablissement)

    def for_listing(self) -> Self:
        return (
            self.published()
            .select_related("commune__departement", "etablissement", "departement")
            .prefetch_related("sessions", "evenement_secteurs__tag", "evenement_themes__tag")
        )
