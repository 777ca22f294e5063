"""`/fr/glossaire/`: the words of orientation, one record each, on one page with a letter index."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.models import Page
from wagtail.search import index

from common.labels import LocalizedLabels
from common.labels_form import LabelsPanel
from common.models import BasePage, ReviewedMixin

CHAPO = _("Une à trois phrases, en grand, sous le titre.")


class EntreeGlossaire(LocalizedLabels, models.Model):
    """A word, what it means in one or two sentences, the page that helps. Its other languages stand beside it."""

    labelled_fields: ClassVar[tuple[str, ...]] = ("mot", "definition")

    mot = models.CharField(
        _("mot"),
        max_length=90,
        unique=True,
        help_text=_("En toutes lettres, jamais un sigle seul : « Certificat d’aptitude professionnelle »."),
    )
    sigle = models.CharField(
        _("sigle"), max_length=20, blank=True, help_text=_("S’il existe : CAP. Il s’affiche après le mot.")
    )
    ancre = models.SlugField(
        _("ancre"),
        max_length=60,
        unique=True,
        help_text=_("Mène au mot depuis une autre page : glossaire/#cap. Ne plus la changer."),
    )
    definition = models.CharField(
        _("définition"),
        max_length=320,
        help_text=_("Une ou deux phrases courtes, avec des mots de tous les jours."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page qui aide"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Facultatif : la page à lire pour aller plus loin."),
    )

    class Meta:
        verbose_name = _("mot du glossaire")
        verbose_name_plural = _("mots du glossaire")
        ordering = ["mot"]

    def __str__(self) -> str:
        return f"{self.mot} ({self.sigle})" if self.sigle else self.mot


ENTREE_PANELS = ObjectList(
    [
        FieldRowPanel([FieldPanel("mot"), FieldPanel("sigle")]),
        FieldPanel("definition"),
        FieldRowPanel([FieldPanel("ancre"), FieldPanel("page")]),
        LabelsPanel("translations"),
    ]
)


@dataclass(frozen=True, slots=True)
class Mot:
    """A word as one language reads it; `origine` is the French word where another one stands before it."""

    ancre: str
    mot: str
    sigle: str
    origine: str
    definition: str
    page: Page | None


def plain(text: str) -> str:
    """Without accents nor capitals: the order of a dictionary."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def lettres(mots: Iterable[Mot]) -> list[tuple[str, list[Mot]]]:
    """The words in the order of a dictionary, by first letter."""
    ordered = sorted(mots, key=lambda mot: plain(mot.mot))
    return [(letter.upper(), list(group)) for letter, group in groupby(ordered, lambda m: plain(m.mot)[0])]


def mots(language: str) -> list[Mot]:
    """All words in a language. One query in French, one more elsewhere for the pages that are translated."""
    entrees = list(EntreeGlossaire.objects.select_related("page"))
    pages = {entree.page_id: entree.page for entree in entrees if entree.page and entree.page.live}
    if language != settings.LANGUAGE_CODE:
        keys = {page.translation_key for page in pages.values()}
        found = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language)
        translated = {page.translation_key: page for page in found}
        pages = {pk: translated.get(page.translation_key, page) for pk, page in pages.items()}
    return [_mot(entree, language, pages.get(entree.page_id)) for entree in entrees]


def _mot(entree: EntreeGlossaire, language: str, page: Page | None) -> Mot:
    mot = entree.localized("mot", language)
    return Mot(
        ancre=entree.ancre,
        mot=mot,
        sigle=entree.sigle,
        origine=entree.mot if mot != entree.mot else "",
        definition=entree.localized("definition", language),
        page=page,
    )


class GlossairePage(ReviewedMixin, BasePage):
    """The page of the words: it holds an introduction, the words stand in the vocabulary of the analyst."""

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    chapo = models.TextField(_("introduction"), blank=True, help_text=CHAPO)

    search_fields = [*BasePage.search_fields, index.SearchField("chapo")]
    content_panels = [FieldPanel("title"), FieldPanel("chapo"), FieldPanel("resume")]
    review_panels = ReviewedMixin.review_panels

    class Meta:
        verbose_name = _("glossaire")
        verbose_name_plural = _("glossaires")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`lettres`: (letter, its words)."""
        words = mots(self.locale.language_code)
        return super().get_context(request, *args, **kwargs) | {
            "lettres": lettres(words),
            "nombre": len(words),
        }
