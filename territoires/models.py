"""Places of Hauts-de-France, établissements that teach, and the référents who know them."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from territoires.enums import Academie, Precision, Statut, TypeEtablissement
from territoires.querysets import EtablissementQuerySet, ReferentQuerySet
from territoires.uai import validate_uai

code_insee = RegexValidator(
    r"^(\d{2}|2[AB])\d{3}$", _("Un code de commune (Insee) a cinq caractères : 59350.")
)
postal_code = RegexValidator(r"^\d{5}$", _("Un code postal a cinq chiffres."))
telephone = RegexValidator(
    r"^0\d(?:[ \u00a0]\d\d){4}$", _("Un numéro s’écrit par paires de chiffres : 03 20 00 00 00.")
)


class Position(models.Model):
    """Where it is on the map, in degrees (WGS 84)."""

    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("En degrés : 50,63 pour Lille."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("En degrés : 3,07 pour Lille."),
    )

    class Meta:
        abstract = True

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class Departement(Position):
    """One of the five départements of the region."""

    code = models.CharField(
        _("code"), primary_key=True, max_length=2, help_text=_("Deux caractères : 02, 59, 60, 62, 80.")
    )
    nom = models.CharField(_("nom"), max_length=60, help_text=_("Le nom du département."))
    slug = models.SlugField(
        _("nom dans les adresses"), max_length=60, unique=True, help_text=_("Sans accent : pas-de-calais.")
    )
    locatif = models.CharField(
        _("complément de lieu"),
        max_length=60,
        blank=True,
        help_text=_("Ce qui suit « un métier » : dans l’Oise, dans le Nord."),
    )
    complement = models.CharField(
        _("complément du nom"),
        max_length=60,
        blank=True,
        help_text=_("Ce qui suit « les lycées » : de l’Oise, du Nord."),
    )

    class Meta:
        verbose_name = _("département")
        verbose_name_plural = _("départements")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"

    def get_absolute_url(self) -> str:
        """The page of its référents."""
        return localized_path(f"referents/{self.code}/")

    @property
    def localized_locatif(self) -> str:
        """« dans l’Oise », or “in Oise” in another language."""
        if (get_language() or "fr").startswith("fr") and self.locatif:
            return self.locatif
        return _gettext("en %(place)s") % {"place": self.nom}


class Bassin(models.Model):
    """A bassin d’emploi of France Travail: it lies in one département and gathers whole communes."""

    code = models.CharField(
        _("code"), primary_key=True, max_length=4, help_text=_("Quatre chiffres, de France Travail : 3216.")
    )
    nom = models.CharField(_("nom"), max_length=80, help_text=_("Le nom du bassin d’emploi."))
    slug = models.SlugField(
        _("nom dans les adresses"), max_length=80, unique=True, help_text=_("Sans accent : sambre-avesnois.")
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        on_delete=models.PROTECT,
        related_name="bassins",
        help_text=_("Le département qui le contient."),
    )

    class Meta:
        verbose_name = _("bassin d’emploi")
        verbose_name_plural = _("bassins d’emploi")
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Commune(Position):
    """A commune, by its INSEE code."""

    code = models.CharField(
        _("code Insee"),
        primary_key=True,
        max_length=5,
        validators=[code_insee],
        help_text=_("Cinq caractères ; ce n’est pas le code postal."),
    )
    nom = models.CharField(_("nom"), max_length=80, help_text=_("Le nom officiel, avec ses accents."))
    slug = models.SlugField(
        _("nom dans les adresses"),
        max_length=80,
        help_text=_("Sans accent ; deux communes peuvent le partager."),
    )
    codes_postaux = ArrayField(
        models.CharField(max_length=5, validators=[postal_code]),
        verbose_name=_("codes postaux"),
        default=list,
        blank=True,
        help_text=_("Tous les codes postaux de la commune, séparés par des virgules."),
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        on_delete=models.PROTECT,
        related_name="communes",
        help_text=_("Le département de la commune."),
    )
    bassin = models.ForeignKey(
        Bassin,
        verbose_name=_("bassin d’emploi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="communes",
        help_text=_("Le bassin d’emploi de France Travail."),
    )
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, help_text=_("Nombre d’habitants, si la source le donne.")
    )
    population_annee = models.PositiveSmallIntegerField(
        _("année de la population"), null=True, blank=True, help_text=_("Année du recensement.")
    )

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["nom", "code"]
        indexes = [models.Index(fields=["slug"], name="commune_slug")]

    def __str__(self) -> str:
        return f"{self.nom} ({self.departement_id})"


class Etablissement(Position):
    """A school, CFA or other place that teaches; its UAI is its name everywhere."""

    uai = models.CharField(
        _("UAI"),
        max_length=8,
        unique=True,
        validators=[validate_uai],
        help_text=_("Sept chiffres et une lettre de contrôle : 0590117G."),
    )
    nom = models.CharField(_("nom"), max_length=200, help_text=_("Le nom que les familles connaissent."))
    type = models.CharField(
        _("type"), max_length=16, choices=TypeEtablissement, help_text=_("Ce que l’établissement enseigne.")
    )
    statut = models.CharField(
        _("statut"),
        max_length=8,
        choices=Statut,
        blank=True,
        help_text=_("Public ou privé ; vide si la source ne le dit pas."),
    )
    academie = models.CharField(
        _("académie"), max_length=8, choices=Academie, blank=True, help_text=_("Lille ou Amiens.")
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        on_delete=models.PROTECT,
        related_name="etablissements",
        help_text=_("La commune où il se trouve."),
    )
    adresse = models.CharField(
        _("adresse"), max_length=200, blank=True, help_text=_("Numéro et rue, sans la commune.")
    )
    code_postal = models.CharField(
        _("code postal"), max_length=5, blank=True, validators=[postal_code], help_text=_("Cinq chiffres.")
    )
    precision = models.CharField(
        _("précision de la position"),
        max_length=8,
        choices=Precision,
        blank=True,
        help_text=_("Si le point de la carte est à l’adresse ou au centre de la commune."),
    )
    telephone = models.CharField(
        _("téléphone"), max_length=20, blank=True, help_text=_("Le standard : 03 20 00 00 00.")
    )
    site_web = models.URLField(_("site"), blank=True, help_text=_("La page d’accueil de l’établissement."))
    internat = models.BooleanField(
        _("internat"), null=True, blank=True, help_text=_("Vide : nous ne le savons pas.")
    )
    ouvert = models.BooleanField(
        _("ouvert"),
        default=True,
        help_text=_("Décocher quand l’établissement ferme : ses offres s’effacent."),
    )
    remplace_par = models.ForeignKey(
        "self",
        verbose_name=_("remplacé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="remplace",
        help_text=_("Après une fusion : l’établissement qui prend la suite. L’ancienne adresse y conduit."),
    )
    source = models.CharField(
        _("source"), max_length=160, blank=True, help_text=_("Qui publie ces renseignements.")
    )
    source_date = models.CharField(
        _("date de la source"), max_length=40, blank=True, help_text=_("Année ou date des renseignements.")
    )

    objects = EtablissementQuerySet.as_manager()

    class Meta:
        verbose_name = _("établissement")
        verbose_name_plural = _("établissements")
        ordering = ["nom", "uai"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.uai})"

    def get_absolute_url(self) -> str:
        return localized_path(f"etablissements/{self.uai}/")

    def clean(self) -> None:
        super().clean()
        if self.remplace_par_id is not None and self.remplace_par_id == self.pk:
            raise ValidationError({"remplace_par": _gettext("Un établissement ne se remplace pas lui-même.")})


class Referent(ClusterableModel):
    """A person of the mission whom schools and readers of a place may call."""

    prenom = models.CharField(_("prénom"), max_length=60, help_text=_("Le prénom, tel qu’affiché."))
    nom = models.CharField(_("nom"), max_length=60, help_text=_("Le nom, tel qu’affiché."))
    fonction = models.CharField(
        _("fonction"), max_length=120, help_text=_("En clair : référente Proch’Orientation dans la Somme.")
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Photo carrée, avec l’accord de la personne."),
    )
    portrait_dessin = models.CharField(
        _("portrait dessiné"),
        max_length=120,
        blank=True,
        help_text=_("Nom d’un dessin de la bibliothèque, montré sans photo."),
    )
    telephone = models.CharField(
        _("téléphone"), max_length=20, blank=True, validators=[telephone], help_text=_("Ligne directe.")
    )
    courriel = models.EmailField(_("courriel"), blank=True, help_text=_("Adresse professionnelle."))
    delai_reponse = models.CharField(
        _("délai de réponse"),
        max_length=80,
        blank=True,
        help_text=_("Promis et tenu : « sous deux jours »."),
    )
    exemple = models.BooleanField(
        _("exemple"), default=False, help_text=_("Personne inventée pour la démonstration : le site le dit.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("compte"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="referent",
        help_text=_("Le compte qui gère les événements et demandes de son périmètre."),
    )

    objects = ReferentQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("prenom"), FieldPanel("nom"), FieldPanel("fonction")], heading=_("La personne")
        ),
        MultiFieldPanel([FieldPanel("portrait"), FieldPanel("portrait_dessin")], heading=_("Portrait")),
        MultiFieldPanel(
            [FieldPanel("telephone"), FieldPanel("courriel"), FieldPanel("delai_reponse")],
            heading=_("La joindre"),
        ),
        InlinePanel("perimetres", heading=_("Périmètre"), label=_("territoire"), min_num=1),
        MultiFieldPanel([FieldPanel("user"), FieldPanel("exemple")], heading=_("Gestion")),
    ]

    class Meta:
        verbose_name = _("référent")
        verbose_name_plural = _("référents")
        ordering = ["nom", "prenom", "pk"]

    def __str__(self) -> str:
        return self.nom_complet

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    def covers(self, departement: Departement, bassin: Bassin | None = None) -> bool:
        """Whether this person answers for the place; same rule as `ReferentQuerySet.for_place`."""
        return any(perimetre.covers(departement, bassin) for perimetre in self.perimetres.all())


class ReferentScope(models.Model):
    """A whole département, or one bassin inside it: the Nord is shared by two people."""

    referent = ParentalKey(
        Referent, verbose_name=_("référent"), on_delete=models.CASCADE, related_name="perimetres"
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        on_delete=models.PROTECT,
        related_name="perimetres",
        help_text=_("Le département de la personne."),
    )
    bassin = models.ForeignKey(
        Bassin,
        verbose_name=_("bassin d’emploi"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="perimetres",
        help_text=_("Vide : tout le département. Sinon, ce bassin seulement ; une ligne par bassin."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("departement"), FieldPanel("bassin")]

    class Meta:
        verbose_name = _("territoire d’un référent")
        verbose_name_plural = _("territoires des référents")
        ordering = ["departement", "bassin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referent", "departement", "bassin"],
                name="referent_scope_unique",
                nulls_distinct=False,
                violation_error_message=_("Ce territoire est déjà dans le périmètre."),
            )
        ]

    def __str__(self) -> str:
        return str(self.bassin or self.departement)

    def clean(self) -> None:
        super().clean()
        if self.bassin is not None and self.bassin.departement_id != self.departement_id:
            message = _gettext("Le bassin « %(bassin)s » n’est pas dans ce département.") % {
                "bassin": self.bassin
            }
            raise ValidationError({"bassin": message})

    def covers(self, departement: Departement, bassin: Bassin | None = None) -> bool:
        if self.departement_id != departement.pk:
            return False
        return bassin is None or self.bassin_id is None or self.bassin_id == bassin.pk


def localized_path(rest: str) -> str:
    """Path on this site in the active language: the same slugs in all languages (docs: addresses)."""
    languages = {code for code, _name in settings.LANGUAGES}
    language = get_language() or settings.LANGUAGE_CODE
    return f"/{language if language in languages else settings.LANGUAGE_CODE}/{rest}"
