"""The documents as PostgreSQL keeps them, and the queue of what changed.

The table of documents is what answers when Elasticsearch is down, and what the index is compared with each night.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.journal.models import (
    EmbedDay,
    JournalFile,
    QuestionDay,
    QuestionFollow,
    SearchDay,
    SearchedQuestion,
)
from search.tuning.models import TuningChange, TuningRule
from search.upkeep.models import IndexOperation

__all__ = [
    "EmbedDay",
    "IndexOperation",
    "IndexedDocument",
    "JournalFile",
    "QuestionDay",
    "QuestionFollow",
    "QueuedChange",
    "SearchDay",
    "SearchedQuestion",
    "TuningChange",
    "TuningRule",
]


class IndexedDocument(models.Model):
    """One document in one language. `gone` rows are tombstones: a slow rebuild must not bring them back."""

    key = models.CharField(_("clé"), max_length=120)
    language = models.CharField(_("langue"), max_length=12)
    version = models.BigIntegerField(_("version"), help_text=_("Microsecondes : le plus récent l’emporte."))
    gone = models.BooleanField(_("retiré"), default=False)
    digest = models.CharField(_("empreinte"), max_length=40, blank=True)
    source: Any = models.JSONField(_("document"), default=dict)
    # Copies of parts of `source`, small enough to be read for every row.
    facets: Any = models.JSONField(_("facettes"), default=dict)
    languages: Any = models.JSONField(_("langues du contenu"), default=list)
    label = models.TextField(_("titres sans accents"), blank=True)
    sort = models.TextField(_("ordre"), blank=True)
    terms = SearchVectorField(_("mots"), null=True)
    weight = models.FloatField(_("poids"), default=1.0)
    points: Any = models.JSONField(_("lieux"), default=list, help_text=_("Couples latitude, longitude."))
    first_start = models.DateTimeField(_("première date"), null=True, blank=True)
    last_end = models.DateTimeField(_("dernière date"), null=True, blank=True)
    valid_from = models.DateTimeField(_("visible à partir du"), null=True, blank=True)
    valid_until = models.DateTimeField(_("visible jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("document de recherche")
        verbose_name_plural = _("documents de recherche")
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="search_document_once")]
        indexes = [
            GinIndex(fields=["terms"], name="search_document_terms"),
            GinIndex(OpClass(models.F("label"), name="gin_trgm_ops"), name="search_document_label"),
            models.Index(fields=["language", "sort"], name="search_document_sort"),
        ]

    def __str__(self) -> str:
        return str(self.source.get("card", {}).get("title", "")) or self.key


class QueuedChange(models.Model):
    """An object whose documents must be computed again. Written in the transaction that changed it."""

    model = models.CharField(_("modèle"), max_length=80)
    object_pk = models.CharField(_("identifiant"), max_length=40)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    not_before = models.DateTimeField(_("pas avant"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    error = models.TextField(_("dernière erreur"), blank=True)

    class Meta:
        verbose_name = _("changement à indexer")
        verbose_name_plural = _("changements à indexer")

    def __str__(self) -> str:
        return f"{self.model}:{self.object_pk}"
