"""The verbs of the domain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from common.querysets import has_links, with_terms
from secteurs.models import Secteur, ThemeRev3
from territoires.models import Departement, Etablissement


@dataclass(frozen=True, slots=True)
class Dates:
    """Start and end of the session that a list shows."""

    debut: datetime
    fin: datetime

    @classmethod
    def of(cls, evenement: Any) -> "Dates | None":
        """From what `upcoming()` or `past()` computed."""
        for name in ("prochaine", "derniere"):
            start = getattr(evenement, name, None)
            if start is not None:
                return cls(start, getattr(evenement, f"{name}_fin"))
        return None


class EvenementQuerySet(models.QuerySet[Any]):
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
        """With a session not yet ended, ordered by the next one (`prochaine` to `prochaine_fin`)."""
        coming = self._sessions().filter(fin__gte=now or timezone.now()).order_by("debut", "pk")
        return (
            self.annotate(
                prochaine=Subquery(coming.values("debut")[:1]),
                prochaine_fin=Subquery(coming.values("fin")[:1]),
            )
            .filter(Exists(coming))  # a join: counts then need not look for the date of each event
            .order_by("prochaine", "pk")
        )

    def past(self, now: datetime | None = None) -> Self:
        """All sessions ended, the latest first (`derniere` to `derniere_fin`)."""
        sessions = self._sessions().order_by("-fin", "-pk")
        coming = self._sessions().filter(fin__gte=now or timezone.now())
        return (
            self.annotate(
                derniere=Subquery(sessions.values("debut")[:1]),
                derniere_fin=Subquery(sessions.values("fin")[:1]),
            )
            .filter(Exists(sessions), ~Exists(coming))
            .order_by("-derniere", "pk")
        )

    def _sessions(self) -> models.QuerySet[Any]:
        """Sessions of the event at hand: a subquery, so that lists stay free of GROUP BY."""
        through = self.model._meta.get_field("sessions").related_model
        return through._default_manager.filter(evenement=OuterRef("pk"))

    def _call(self, name: str) -> Subquery:
        """A moment of the call for projects: lists say whether it is open."""
        through: Any = self.model._meta.get_field("appels").related_model
        return Subquery(
            through._default_manager.filter(evenement=OuterRef("pk")).order_by("pk").values(name)[:1]
        )

    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(evenement_secteurs__tag=secteur).distinct()

    def in_theme(self, theme: ThemeRev3) -> Self:
        return self.filter(evenement_themes__tag=theme).distinct()

    def in_departement(self, departement: Departement) -> Self:
        return self.filter(departement=departement)

    def at_etablissement(self, etablissement: Etablissement) -> Self:
        return self.filter(etablissement=etablissement)

    def for_page(self) -> Self:
        """All that the page of an event shows."""
        return self.for_listing().prefetch_related(
            "sessions",
            "appels",
            "documents__document",
            with_terms(self.model, "evenement_chantiers"),
            "liens_metiers",
            "liens_formations",
            "liens_ambassadeurs",
        )

    def for_listing(self) -> Self:
        return (
            self.published()
            .select_related("commune__departement", "etablissement", "departement", "locale")
            .prefetch_related(with_terms(self.model, "evenement_secteurs"))
            .annotate(
                est_rev3=has_links(self.model, "evenement_themes"),
                appel_ouverture=self._call("ouverture"),
                appel_cloture=self._call("cloture"),
            )
        )
