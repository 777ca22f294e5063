"""Controlled vocabularies: tag models that the analyst owns and writers only pick from."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from taggit.models import TagBase

from common.forms import VocabularyField
from common.labels import LocalizedLabels

colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Une couleur s’écrit #rrggbb, en minuscules."))


class VocabularyTerm(LocalizedLabels, TagBase):
    """A term with its address, tile and colour. Free entry is refused: `free_tagging` is read by Wagtail."""

    free_tagging = False
    labelled_fields: ClassVar[tuple[str, ...]] = ("name", "resume")

    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        help_text=_(
            "Lettres sans accent, chiffres et tirets. Elle apparaît dans les adresses : ne plus la changer."
        ),
    )
    resume = models.CharField(
        _("en une phrase"), max_length=220, help_text=_("Une phrase simple, montrée sous le nom.")
    )
    icone = models.CharField(
        _("dessin"),
        max_length=40,
        help_text=_("Nom du carreau ou du pictogramme dans la bibliothèque de dessins."),
    )
    couleur = models.CharField(
        _("couleur"),
        max_length=7,
        validators=[colour],
        help_text=_("Couleur profonde du carreau, au format #rrggbb, lisible avec du texte blanc."),
    )
    rang = models.PositiveSmallIntegerField(
        _("rang"), default=100, help_text=_("Ordre d’affichage : le plus petit d’abord.")
    )

    class Meta(TagBase.Meta):
        abstract = True
        ordering = ["rang", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_insensitive",
                violation_error_message=_("Ce nom existe déjà, à la casse près."),
            )
        ]

    def __str__(self) -> str:
        return self.localized_name


class VocabularyManager(ClusterTaggableManager):
    """A tag manager edited as choices with their tile, never as an empty tag box."""

    def formfield(self, form_class: Any = None, **kwargs: Any) -> Any:
        """Wagtail proposes its tag box for every tag manager: its class and options are set aside."""
        options = {key: value for key, value in kwargs.items() if key not in {"tag_model", "free_tagging"}}
        return super().formfield(VocabularyField, queryset=self.remote_field.model.objects.all(), **options)
