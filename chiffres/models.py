"""One record per figure: several pages may show it, and it is corrected in one place."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from chiffres.enums import Diffusion, Grain, Nature, Unite
from common.admin_forms import PublicationModelForm
from common.labels import LocalizedLabels
from common.publication import Errors, PublicationRules
from territoires.models import Departement, Etablissement

NBSP = "\u00a0"
SHORT_UNITS = {Unite.EUROS_MOIS: "€", Unite.EUROS: "€", Unite.POURCENT: "%", Unite.KILOMETRES: "km"}


class Chiffre(
    PublicationRules, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin,
    LocalizedLabels, index.Indexed, models.Model,
):  # fmt: skip
    """A value with its unit, population, period, territory, grain and source."""

    labelled_fields = ("libelle", "population", "periode")

    cle = models.SlugField(
        _("clé"),
        max_length=100,
        unique=True,
        help_text=_("Nom court et stable : salaire-debut-soudeur-2024."),
    )
    nature = models.CharField(
        _("nature"), max_length=20, choices=Nature, help_text=_("Ce que mesure le chiffre.")
    )
    libelle = models.CharField(
        _("en mots simples"),
        max_length=160,
        help_text=_("Ce que dit le chiffre : « brut par mois, au début »."),
    )
    diffusion = models.CharField(
        _("diffusion"),
        max_length=12,
        choices=Diffusion,
        default=Diffusion.DIFFUSE,
        help_text=_("Un « nd » ou « * » de la source se lit « non diffusé par la source »."),
    )
    valeur = models.DecimalField(
        _("valeur"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Le nombre publié, sans l’arrondir."),
    )
    unite = models.CharField(
        _("unité"), max_length=16, choices=Unite, help_text=_("Ce que compte le nombre.")
    )
    population = models.CharField(
        _("population"),
        max_length=200,
        blank=True,
        help_text=_("De qui ou de quoi on parle : « soudeurs à temps plein »."),
    )
    grain = models.CharField(
        _("grain"),
        max_length=16,
        choices=Grain,
        help_text=_("Ce que la source a réellement compté, jamais plus fin."),
    )
    annee = models.PositiveSmallIntegerField(
        _("année"), null=True, blank=True, help_text=_("Année de la mesure.")
    )
    periode = models.CharField(
        _("période"),
        max_length=80,
        blank=True,
        help_text=_("Si l’année ne suffit pas : « sortants de 2021 et 2022 »."),
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chiffres",
        help_text=_("Vide : toute la région ou toute la France, selon le grain."),
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="chiffres",
        help_text=_("Pour un chiffre qui compte un établissement entier."),
    )
    effectif = models.PositiveIntegerField(
        _("effectif"),
        null=True,
        blank=True,
        help_text=_("Nombre de personnes comptées, si la source le donne."),
    )
    seuil = models.PositiveSmallIntegerField(
        _("seuil de la source"),
        null=True,
        blank=True,
        help_text=_("En dessous de ce nombre, la source ne publie rien."),
    )
    source_titre = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Nom de l’enquête ou du fichier, tel qu’il est publié."),
    )
    source_editeur = models.CharField(
        _("qui publie"), max_length=120, blank=True, help_text=_("INSEE, DARES, DEPP, France Travail…")
    )
    source_url = models.URLField(
        _("adresse de la source"), blank=True, help_text=_("Là où chacun peut vérifier.")
    )
    licence = models.CharField(
        _("licence"), max_length=80, blank=True, help_text=_("Licence des données : Licence Ouverte 2.0…")
    )

    search_fields = [
        index.SearchField("libelle"),
        index.AutocompleteField("libelle"),
        index.AutocompleteField("population"),
        index.FilterField("nature"),
    ]
    base_form_class = PublicationModelForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("cle"),
                    FieldPanel("nature"),
                    FieldPanel("libelle"),
                    MultiFieldPanel(
                        [FieldPanel("diffusion"), FieldPanel("valeur"), FieldPanel("unite")],
                        heading=_("Valeur"),
                    ),
                    FieldPanel("population"),
                    FieldPanel("translations"),
                ],
                heading=_("Ce que dit le chiffre"),
            ),
            ObjectList(
                [
                    FieldPanel("grain"),
                    FieldPanel("annee"),
                    FieldPanel("periode"),
                    FieldPanel("departement"),
                    FieldPanel("etablissement"),
                    FieldPanel("effectif"),
                    FieldPanel("seuil"),
                ],
                heading=_("Ce qui est compté"),
            ),
            ObjectList(
                [
                    FieldPanel("source_titre"),
                    FieldPanel("source_editeur"),
                    FieldPanel("source_url"),
                    FieldPanel("licence"),
                ],
                heading=_("Source"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("chiffre")
        verbose_name_plural = _("chiffres")
        ordering = ["cle"]

    def __str__(self) -> str:
        return f"{self.get_nature_display()}{NBSP}: {self.affichage} ({self.annee or '?'})"

    def clean(self) -> None:
        super().clean()
        if self.diffusion != Diffusion.DIFFUSE and self.valeur is not None:
            raise ValidationError({"valeur": _gettext("La source ne donne pas de valeur : laisser vide.")})
        if self.diffusion == Diffusion.TROP_PEU and not self.seuil:
            message = _gettext(
                "Écrire le seuil que la source documente, sinon choisir « non diffusé par la source »."
            )
            raise ValidationError({"seuil": message})
        if self.grain == Grain.ETABLISSEMENT and not self.etablissement_id:
            raise ValidationError(
                {"etablissement": _gettext("Choisir l’établissement que ce chiffre compte.")}
            )

    def publication_errors(self) -> Errors:
        errors: Errors = {}
        if not self.source_titre or not self.source_editeur:
            errors["source_titre"] = [
                _gettext("Un chiffre ne se publie pas sans sa source : nom et organisme.")
            ]
        if not self.annee:
            errors["annee"] = [_gettext("Un chiffre ne se publie pas sans son année.")]
        if self.diffusion == Diffusion.DIFFUSE and self.valeur is None:
            errors["valeur"] = [_gettext("Il manque la valeur.")]
        return errors

    @property
    def affichage(self) -> str:
        """The value as a reader sees it: “1 950 €”, “non diffusé par la source”."""
        if self.diffusion != Diffusion.DIFFUSE or self.valeur is None:
            return str(Diffusion(self.diffusion).label)
        decimals = 0 if self.valeur == self.valeur.to_integral_value() else 1
        number = number_format(
            self.valeur.quantize(Decimal(1).scaleb(-decimals)), decimals, use_l10n=True, force_grouping=True
        )
        short = SHORT_UNITS.get(Unite(self.unite))
        return f"{number}{NBSP}{short}" if short else number

    @property
    def quand(self) -> str:
        return self.localized("periode") or str(self.annee or "")

    @property
    def est_diffuse(self) -> bool:
        return self.diffusion == Diffusion.DIFFUSE and self.valeur is not None

    @property
    def portee(self) -> str:
        """What was counted, where and when: “ce diplôme, dans toute la région, 2023”."""
        parts = (self.localized("population"), self.get_grain_display(), self.quand)
        return ", ".join(part for part in parts if part)

    @property
    def provenance(self) -> str:
        """“France Travail, Besoins en main-d’œuvre, 2025”."""
        return ", ".join(part for part in (self.source_editeur, self.source_titre, self.quand) if part)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "wagtailadmin/apercu/chiffre.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"figures": [self]}


class LienChiffre(Orderable):
    """A page shows a figure. Concrete classes add `page`, a ParentalKey."""

    chiffre = models.ForeignKey(
        Chiffre,
        verbose_name=_("chiffre"),
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_items",
        help_text=_("Un chiffre publié, avec sa source. Le corriger ici le corrige sur toutes les pages."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("chiffre")]

    class Meta(Orderable.Meta):
        abstract = True
