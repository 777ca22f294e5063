"""Controlled vocabularies, and the links that pages make to them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from common.blocks import SourceBlock
from common.fields import SlimStreamField
from common.publication import Errors
from common.vocabulary import VocabularyTerm
from secteurs.enums import DegreRev3
from territoires.models import Commune, Departement


class Secteur(VocabularyTerm):
    """One of the ten strategic sectors; its slug is the key of its tile and colours."""

    @property
    def css_class(self) -> str:
        return f"s-{self.slug}"

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("secteur")
        verbose_name_plural = _("secteurs")


class ThemeRev3(VocabularyTerm):
    """A theme of REV3, the third industrial revolution in Hauts-de-France."""

    css_class = "s-rev3"

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("thème REV3")
        verbose_name_plural = _("thèmes REV3")


class GrandChantier(VocabularyTerm):
    """A large regional work: what it is, where and when."""

    secteur = models.ForeignKey(
        Secteur,
        verbose_name=_("secteur"),
        on_delete=models.PROTECT,
        related_name="chantiers",
        help_text=_("Le secteur qui donne sa couleur au chantier."),
    )
    lieu = models.CharField(_("lieu"), max_length=160, help_text=_("Où cela se passe, en toutes lettres."))
    departements = models.ManyToManyField(
        Departement,
        verbose_name=_("départements"),
        related_name="chantiers",
        blank=True,
        help_text=_("Les départements où le chantier recrute."),
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune principale"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="chantiers",
        help_text=_("Pour placer le chantier sur la carte."),
    )
    annee_debut = models.PositiveSmallIntegerField(
        _("année de début"), null=True, blank=True, help_text=_("Année du premier coup de pioche.")
    )
    annee_fin = models.PositiveSmallIntegerField(
        _("année de fin prévue"), null=True, blank=True, help_text=_("Année de mise en service annoncée.")
    )
    site_web = models.URLField(_("site du chantier"), blank=True, help_text=_("Page officielle du chantier."))
    scene = models.CharField(
        _("scène dessinée"),
        max_length=40,
        blank=True,
        help_text=_("Nom de la scène dans la bibliothèque de dessins : « canal »."),
    )
    scene_alt = models.CharField(
        _("description de la scène"),
        max_length=220,
        blank=True,
        help_text=_("Ce que l’on voit, pour les personnes qui ne voient pas l’image."),
    )

    labelled_fields = ("name", "resume", "lieu", "scene_alt")

    @property
    def css_class(self) -> str:
        return self.secteur.css_class

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("grand chantier")
        verbose_name_plural = _("grands chantiers")

    def clean(self) -> None:
        """A scene tells something: nobody is left without it."""
        super().clean()
        if self.scene and not self.scene_alt:
            raise ValidationError({"scene_alt": _gettext("Il manque la description de la scène.")})


class LienSecteur(ItemBase):
    """A content belongs to a sector. Concrete classes add `content_object`, a ParentalKey."""

    tag = models.ForeignKey(
        Secteur,
        verbose_name=_("secteur"),
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_items",
    )

    class Meta:
        abstract = True


class LienChantier(ItemBase):
    """A content concerns a large regional work."""

    tag = models.ForeignKey(
        GrandChantier,
        verbose_name=_("grand chantier"),
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_items",
    )

    class Meta:
        abstract = True


class LienThemeRev3(ItemBase):
    """A person or an event speaks of a REV3 theme: a plain link, nothing to prove (docs/decisions)."""

    tag = models.ForeignKey(
        ThemeRev3,
        verbose_name=_("thème REV3"),
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_items",
    )

    class Meta:
        abstract = True


class PreuveRev3(TranslatableMixin, Orderable, ItemBase):
    """The transition changes this job or training: how deep, how, and who says so.

    Edited by its inline panel alone. The tag manager that reads these links is never written: `add()` and `set()`
    would write links without sentence and destroy those that have one.
    """

    tag = models.ForeignKey(
        ThemeRev3,
        verbose_name=_("thème REV3"),
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_items",
        help_text=_("Le thème de la troisième révolution industrielle que cette page concerne."),
    )
    degre = models.CharField(
        _("degré"),
        max_length=12,
        choices=DegreRev3,
        default=DegreRev3.TRANSFORME,
        help_text=_(
            "Cœur : né de la transition. Transformé : les gestes changent. Support : la rend possible."
        ),
    )
    changement = models.CharField(
        _("ce qui change"),
        max_length=240,
        blank=True,
        help_text=_("Une phrase concrète : un geste, un outil, un matériau. Pas de slogan."),
    )
    sources = SlimStreamField(
        [("source", SourceBlock())],
        blank=True,
        verbose_name=_("sources"),
        help_text=_("Au moins une source datée qui montre ce changement."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("tag"),
        FieldPanel("degre"),
        FieldPanel("changement"),
        FieldPanel("sources"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="%(app_label)s_%(class)s_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Ce thème REV3 est déjà choisi pour cette page."),
            )
        ]

    @property
    def complete(self) -> bool:
        return bool(self.changement.strip()) and any(block.value.get("date") for block in self.sources)


def rev3_errors(liens: Any, field: str) -> Errors:
    """A REV3 link is published only with its sentence and at least one dated source."""
    messages = [
        str(
            _("REV3, « %(theme)s » : écrire ce qui change et citer au moins une source datée.")
            % {"theme": lien.tag}
        )
        for lien in liens
        if not lien.complete
    ]
    return {field: messages} if messages else {}
