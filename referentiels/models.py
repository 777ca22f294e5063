"""Reference tables that we do not write: ROME 4.0 of France Travail, formations and métiers of ONISEP."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiels.enums import NiveauCec, Riasec, TransitionEco

code_rome = RegexValidator(
    r"^[A-N]\d{4}$", _("Un code ROME s’écrit avec une lettre de A à N et quatre chiffres : D1502.")
)
code_onisep_formation = RegexValidator(
    r"^FOR\.\d+$", _("Un code de formation ONISEP s’écrit FOR. suivi d’un nombre : FOR.1234.")
)
code_onisep_metier = RegexValidator(
    r"^MET\.\d+$", _("Un code de métier ONISEP s’écrit MET. suivi d’un nombre : MET.123.")
)

UNASSESSED = _("Vide : la source ne l’a pas évalué, ce qui ne veut pas dire non.")


class GrandDomaineRome(models.Model):
    """One of the 14 grands domaines, A to N."""

    code = models.CharField(_("code"), primary_key=True, max_length=1, help_text=_("Une lettre, de A à N."))
    libelle = models.CharField(_("libellé"), max_length=120, help_text=_("Le nom donné par France Travail."))

    class Meta:
        verbose_name = _("grand domaine ROME")
        verbose_name_plural = _("grands domaines ROME")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.libelle


class DomaineRome(models.Model):
    """One of the 110 domaines professionnels: a letter and two digits."""

    code = models.CharField(
        _("code"), primary_key=True, max_length=3, help_text=_("Une lettre et deux chiffres : D15.")
    )
    libelle = models.CharField(_("libellé"), max_length=160, help_text=_("Le nom donné par France Travail."))
    grand_domaine = models.ForeignKey(
        GrandDomaineRome,
        verbose_name=_("grand domaine"),
        on_delete=models.PROTECT,
        related_name="domaines",
        help_text=_("Le grand domaine qui le contient."),
    )

    class Meta:
        verbose_name = _("domaine ROME")
        verbose_name_plural = _("domaines ROME")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.libelle


class Rome(models.Model):
    """One fiche of ROME 4.0. A null flag was not assessed by France Travail: it is not a « no »."""

    code = models.CharField(
        _("code"),
        primary_key=True,
        max_length=5,
        validators=[code_rome],
        help_text=_("Une lettre et quatre chiffres : D1502."),
    )
    libelle = models.CharField(
        _("libellé"), max_length=200, help_text=_("Masculin / féminin, tel que France Travail l’écrit.")
    )
    domaine = models.ForeignKey(
        DomaineRome,
        verbose_name=_("domaine"),
        on_delete=models.PROTECT,
        related_name="romes",
        help_text=_("Le domaine professionnel du code."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("fiche d’origine"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="precisions",
        help_text=_("La fiche de l’ancien ROME dont celle-ci est une précision ; vide si elle en est une."),
    )
    transition_eco = models.CharField(
        _("transition écologique"), max_length=12, choices=TransitionEco, blank=True, help_text=UNASSESSED
    )
    transition_num = models.BooleanField(
        _("transition numérique"), null=True, blank=True, help_text=UNASSESSED
    )
    transition_demo = models.BooleanField(
        _("transition démographique"), null=True, blank=True, help_text=UNASSESSED
    )
    reglemente = models.BooleanField(_("emploi réglementé"), null=True, blank=True, help_text=UNASSESSED)
    cadre = models.BooleanField(_("emploi de cadre"), null=True, blank=True, help_text=UNASSESSED)
    riasec_majeur = models.CharField(
        _("profil principal"),
        max_length=1,
        choices=Riasec,
        blank=True,
        help_text=_("Premier profil d’intérêts (RIASEC)."),
    )
    riasec_mineur = models.CharField(
        _("profil secondaire"),
        max_length=1,
        choices=Riasec,
        blank=True,
        help_text=_("Second profil d’intérêts (RIASEC)."),
    )
    proches = models.ManyToManyField(
        "self",
        verbose_name=_("métiers proches"),
        through="MobiliteRome",
        symmetrical=False,
        related_name="proche_de",
        help_text=_("Les métiers vers lesquels on évolue, dans l’ordre de la source."),
    )

    class Meta:
        verbose_name = _("code ROME")
        verbose_name_plural = _("codes ROME")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} · {self.libelle}"


class AppellationRome(models.Model):
    """A job title attached to a ROME code; one of them is the principal title of the fiche."""

    ogr = models.PositiveIntegerField(
        _("code OGR"), primary_key=True, help_text=_("Identifiant de l’appellation chez France Travail.")
    )
    libelle_long = models.CharField(
        _("libellé long"), max_length=200, help_text=_("Masculin / féminin, tel que France Travail l’écrit.")
    )
    libelle_court = models.CharField(
        _("libellé court"), max_length=100, blank=True, help_text=_("La forme courte de la source.")
    )
    libelle_feminin = models.CharField(
        _("au féminin"),
        max_length=200,
        blank=True,
        help_text=_("Déduit du libellé long ; vide s’il est ambigu."),
    )
    libelle_masculin = models.CharField(
        _("au masculin"),
        max_length=200,
        blank=True,
        help_text=_("Déduit du libellé long ; vide s’il est ambigu."),
    )
    rome = models.ForeignKey(
        Rome,
        verbose_name=_("code ROME"),
        on_delete=models.CASCADE,
        related_name="appellations",
        help_text=_("La fiche que nomme cette appellation."),
    )
    principale = models.BooleanField(
        _("appellation principale"), default=False, help_text=_("Celle qui donne son nom à la fiche.")
    )
    peu_usitee = models.BooleanField(
        _("peu usitée"), default=False, help_text=_("La source la dit rare : à ne pas proposer en premier.")
    )

    class Meta:
        verbose_name = _("appellation ROME")
        verbose_name_plural = _("appellations ROME")
        ordering = ["libelle_long", "ogr"]

    def __str__(self) -> str:
        return self.libelle_long


class MobiliteRome(models.Model):
    """A job close to another, in the source's order."""

    rome = models.ForeignKey(
        Rome,
        verbose_name=_("de"),
        on_delete=models.CASCADE,
        related_name="mobilites",
        help_text=_("Le métier de départ."),
    )
    cible = models.ForeignKey(
        Rome,
        verbose_name=_("vers"),
        on_delete=models.CASCADE,
        related_name="mobilites_entrantes",
        help_text=_("Le métier proche."),
    )
    ordre = models.PositiveSmallIntegerField(
        _("ordre"), default=0, help_text=_("Rang donné par la source, le plus petit d’abord.")
    )

    class Meta:
        verbose_name = _("métier proche")
        verbose_name_plural = _("métiers proches")
        ordering = ["rome", "ordre", "cible"]
        constraints = [models.UniqueConstraint(fields=["rome", "cible"], name="mobilite_rome_unique")]

    def __str__(self) -> str:
        return f"{self.rome_id} → {self.cible_id}"


class CentreInteret(models.Model):
    """What a person says they like, in France Travail's words: « J’ai le sens du contact »."""

    code = models.PositiveSmallIntegerField(
        _("code"), primary_key=True, help_text=_("Numéro donné par France Travail.")
    )
    libelle = models.CharField(_("libellé"), max_length=120, help_text=_("La phrase que dit la personne."))
    slug = models.SlugField(
        _("adresse"), max_length=120, unique=True, help_text=_("Sert dans les adresses : ne plus la changer.")
    )
    definition = models.TextField(_("définition"), blank=True, help_text=_("Le texte de France Travail."))
    romes = models.ManyToManyField(
        Rome,
        verbose_name=_("codes ROME"),
        through="InteretRome",
        related_name="centres_interet",
        help_text=_("Les métiers qui répondent à cet intérêt."),
    )

    class Meta:
        verbose_name = _("centre d’intérêt")
        verbose_name_plural = _("centres d’intérêt")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.libelle


class InteretRome(models.Model):
    """A métier answers a centre of interest, mainly or among others."""

    centre = models.ForeignKey(
        CentreInteret,
        verbose_name=_("centre d’intérêt"),
        on_delete=models.CASCADE,
        related_name="liens",
        help_text=_("L’intérêt."),
    )
    rome = models.ForeignKey(
        Rome,
        verbose_name=_("code ROME"),
        on_delete=models.CASCADE,
        related_name="liens_interet",
        help_text=_("Le métier qui y répond."),
    )
    principal = models.BooleanField(
        _("intérêt principal"), default=False, help_text=_("L’intérêt qui décrit le mieux ce métier.")
    )

    class Meta:
        verbose_name = _("intérêt d’un métier")
        verbose_name_plural = _("intérêts des métiers")
        ordering = ["centre", "rome"]
        constraints = [models.UniqueConstraint(fields=["centre", "rome"], name="interet_rome_unique")]

    def __str__(self) -> str:
        return f"{self.centre_id} · {self.rome_id}"


class FormationOnisep(models.Model):
    """A diploma or title known to ONISEP (FOR.n), with the codes that join it to other sources."""

    code = models.CharField(
        _("code ONISEP"),
        primary_key=True,
        max_length=12,
        validators=[code_onisep_formation],
        help_text=_("FOR. suivi d’un nombre."),
    )
    libelle = models.CharField(_("libellé"), max_length=300, help_text=_("Le nom complet de la formation."))
    sigle = models.CharField(_("sigle"), max_length=30, blank=True, help_text=_("Sigle de la formation."))
    type_sigle = models.CharField(
        _("sigle du type"), max_length=30, blank=True, help_text=_("CAP, bac pro, BTS, BUT…")
    )
    type_libelle = models.CharField(
        _("type de formation"), max_length=120, blank=True, help_text=_("Le type en toutes lettres.")
    )
    niveau = models.CharField(
        _("niveau"),
        max_length=1,
        choices=NiveauCec,
        blank=True,
        help_text=_("Niveau européen (CEC) ; vide si la formation n’est pas au RNCP."),
    )
    duree = models.CharField(
        _("durée"), max_length=30, blank=True, help_text=_("Telle que l’ONISEP l’écrit.")
    )
    code_scolarite = models.CharField(
        _("code diplôme (CFD)"),
        max_length=8,
        blank=True,
        help_text=_("Huit caractères, de l’Éducation nationale."),
    )
    rncp = models.PositiveIntegerField(
        _("numéro RNCP"), null=True, blank=True, help_text=_("Numéro de la fiche de France compétences.")
    )
    tutelle = models.CharField(
        _("tutelle"), max_length=160, blank=True, help_text=_("Le ministère responsable.")
    )
    url = models.URLField(
        _("adresse"), max_length=300, blank=True, help_text=_("La fiche sur le site de l’ONISEP.")
    )
    domaines = models.JSONField(
        _("domaines"), default=list, blank=True, help_text=_("Domaines et sous-domaines de l’ONISEP.")
    )
    metiers: "models.ManyToManyField[MetierOnisep, DeboucheOnisep]" = models.ManyToManyField(
        "MetierOnisep",
        verbose_name=_("métiers"),
        through="DeboucheOnisep",
        related_name="formations",
        help_text=_("Les métiers auxquels elle mène, selon l’ONISEP."),
    )

    class Meta:
        verbose_name = _("formation ONISEP")
        verbose_name_plural = _("formations ONISEP")
        ordering = ["libelle", "code"]
        indexes = [
            models.Index(fields=["code_scolarite"], name="formation_onisep_cfd"),
            models.Index(fields=["rncp"], name="formation_onisep_rncp"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle} ({self.code})"


class MetierOnisep(models.Model):
    """A métier known to ONISEP (MET.n) and the ROME codes it stands for."""

    code = models.CharField(
        _("code ONISEP"),
        primary_key=True,
        max_length=12,
        validators=[code_onisep_metier],
        help_text=_("MET. suivi d’un nombre."),
    )
    libelle = models.CharField(_("libellé"), max_length=200, help_text=_("Le nom tel que l’ONISEP l’écrit."))
    libelle_feminin = models.CharField(
        _("au féminin"), max_length=200, blank=True, help_text=_("Le nom au féminin, s’il se déduit.")
    )
    libelle_masculin = models.CharField(
        _("au masculin"), max_length=200, blank=True, help_text=_("Le nom au masculin, s’il se déduit.")
    )
    url = models.URLField(
        _("adresse"), max_length=300, blank=True, help_text=_("La fiche sur le site de l’ONISEP.")
    )
    domaines = models.JSONField(
        _("domaines"), default=list, blank=True, help_text=_("Domaines et sous-domaines de l’ONISEP.")
    )
    romes = models.ManyToManyField(
        Rome,
        verbose_name=_("codes ROME"),
        through="MetierOnisepRome",
        related_name="metiers_onisep",
        help_text=_("Les codes ROME que l’ONISEP donne à ce métier."),
    )

    class Meta:
        verbose_name = _("métier ONISEP")
        verbose_name_plural = _("métiers ONISEP")
        ordering = ["libelle", "code"]

    def __str__(self) -> str:
        return f"{self.libelle} ({self.code})"


class MetierOnisepRome(models.Model):
    """ONISEP says that this métier is described by this ROME code."""

    metier = models.ForeignKey(
        MetierOnisep,
        verbose_name=_("métier ONISEP"),
        on_delete=models.CASCADE,
        related_name="liens_rome",
        help_text=_("Le métier de l’ONISEP."),
    )
    rome = models.ForeignKey(
        Rome,
        verbose_name=_("code ROME"),
        on_delete=models.CASCADE,
        related_name="liens_onisep",
        help_text=_("Le code de France Travail."),
    )

    class Meta:
        verbose_name = _("code ROME d’un métier ONISEP")
        verbose_name_plural = _("codes ROME des métiers ONISEP")
        ordering = ["metier", "rome"]
        constraints = [models.UniqueConstraint(fields=["metier", "rome"], name="metier_onisep_rome_unique")]

    def __str__(self) -> str:
        return f"{self.metier_id} · {self.rome_id}"


class DeboucheOnisep(models.Model):
    """ONISEP says that this formation leads to this métier."""

    formation = models.ForeignKey(
        FormationOnisep,
        verbose_name=_("formation ONISEP"),
        on_delete=models.CASCADE,
        related_name="debouches",
        help_text=_("La formation."),
    )
    metier = models.ForeignKey(
        MetierOnisep,
        verbose_name=_("métier ONISEP"),
        on_delete=models.CASCADE,
        related_name="acces",
        help_text=_("Le métier auquel elle mène."),
    )

    class Meta:
        verbose_name = _("débouché selon l’ONISEP")
        verbose_name_plural = _("débouchés selon l’ONISEP")
        ordering = ["formation", "metier"]
        constraints = [models.UniqueConstraint(fields=["formation", "metier"], name="debouche_onisep_unique")]

    def __str__(self) -> str:
        return f"{self.formation_id} → {self.metier_id}"
