"""Counts of searches. Nothing here names a person, an address or a browser; a text appears only once it is common.

Rows are sums by day: reading the journal adds to them and keeps nothing else. Retention: `search.journal.purging`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalFile(models.Model):
    """A piece of the journal already counted: a crash between counting and erasing must not count it twice."""

    name = models.CharField(_("fichier"), max_length=200, unique=True)
    lines = models.PositiveIntegerField(_("lignes comptées"), default=0)
    refused = models.PositiveIntegerField(_("lignes illisibles"), default=0)
    read_at = models.DateTimeField(_("lu le"), auto_now_add=True)

    class Meta:
        verbose_name = _("journal lu")
        verbose_name_plural = _("journaux lus")

    def __str__(self) -> str:
        return self.name


class SearchedQuestion(models.Model):
    """One question in one language, known by its keyed hash; its text comes with the fifth different hour."""

    language = models.CharField(_("langue"), max_length=12)
    digest = models.CharField(_("empreinte"), max_length=64, help_text=_("HMAC-SHA256 du texte normalisé."))
    text = models.CharField(
        _("texte"),
        max_length=120,
        blank=True,
        help_text=_(
            "Vide tant que la question n’a pas été posée à cinq heures différentes, ou si elle semble personnelle."
        ),
    )
    personal = models.BooleanField(_("semble personnelle"), default=False)
    hours = models.PositiveIntegerField(_("heures différentes"), default=0)
    last_hour = models.DateTimeField(_("dernière heure"))
    departement = models.CharField(_("département compris"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("question cherchée")
        verbose_name_plural = _("questions cherchées")
        constraints = [
            models.UniqueConstraint(fields=["language", "digest"], name="search_question_once"),
        ]
        indexes = [models.Index(fields=["last_hour"], name="search_question_hour")]

    def __str__(self) -> str:
        return self.text or self.digest[:12]


class SearchCounts(models.Model):
    """What is counted of a question or of all of them."""

    searches = models.PositiveIntegerField(_("recherches"), default=0)
    empty = models.PositiveIntegerField(_("sans réponse"), default=0)
    clicks = models.PositiveIntegerField(_("clics"), default=0)
    refined = models.PositiveIntegerField(_("reformulées"), default=0)
    degraded = models.PositiveIntegerField(_("répondues au ralenti"), default=0)

    class Meta:
        abstract = True


class QuestionDay(SearchCounts):
    """One question, one day, one département (empty: none, or several)."""

    day = models.DateField(_("jour"))
    question = models.ForeignKey(
        SearchedQuestion, verbose_name=_("question"), on_delete=models.CASCADE, related_name="days"
    )
    departement = models.CharField(_("département"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("question d’un jour")
        verbose_name_plural = _("questions d’un jour")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "question", "departement"], name="search_question_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.question_id}"


class SearchDay(SearchCounts):
    """All the searches of a day: stays right when rare questions are erased."""

    day = models.DateField(_("jour"))
    language = models.CharField(_("langue"), max_length=12)
    departement = models.CharField(_("département"), max_length=3, blank=True)
    browsed = models.PositiveIntegerField(_("parcours par filtres, sans mot"), default=0)

    class Meta:
        verbose_name = _("jour de recherches")
        verbose_name_plural = _("jours de recherches")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "departement"], name="search_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.language}"


class QuestionFollow(models.Model):
    """What came after a question: another one (`then`), or a filter (`filter`)."""

    day = models.DateField(_("jour"))
    question = models.ForeignKey(
        SearchedQuestion, verbose_name=_("question"), on_delete=models.CASCADE, related_name="follows"
    )
    then = models.ForeignKey(
        SearchedQuestion,
        verbose_name=_("puis"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows_of",
    )
    filter = models.CharField(_("filtre"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("fois"), default=0)

    class Meta:
        verbose_name = _("suite d’une question")
        verbose_name_plural = _("suites de questions")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "question", "then", "filter"], name="search_follow_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} → {self.then_id or self.filter}"


class EmbedDay(models.Model):
    """One day of one of our frames in one foreign site: the host alone, never the page."""

    day = models.DateField(_("jour"))
    host = models.CharField(_("site"), max_length=253)
    path = models.CharField(_("adresse chez nous"), max_length=120)
    views = models.PositiveIntegerField(_("affichages"), default=0)

    class Meta:
        verbose_name = _("jour d’un cadre chez un autre site")
        verbose_name_plural = _("jours de cadres chez d’autres sites")
        constraints = [
            models.UniqueConstraint(fields=["day", "host", "path"], name="search_embed_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.host}"
