"""The journal of imports: each run, what it wrote, and the fields that imports leave alone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.enums import Action, Statut


class ImportRun(models.Model):
    """One launch of an import: which file, from whom, what it changed, what it set aside and why."""

    source = models.CharField(
        _("source"), max_length=40, help_text=_("Nom de la source : rome, communes, etablissements…")
    )
    fichier = models.CharField(
        _("fichier"), max_length=200, help_text=_("Nom du fichier ou du dossier reçu, sans son chemin.")
    )
    empreinte = models.CharField(
        _("empreinte"),
        max_length=64,
        help_text=_("SHA-256 du contenu reçu : le même fichier donne toujours la même empreinte."),
    )
    producteur = models.CharField(
        _("producteur"), max_length=160, blank=True, help_text=_("L’organisme qui publie ces données.")
    )
    millesime = models.CharField(
        _("millésime"), max_length=120, blank=True, help_text=_("Version ou date des données reçues.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("Conditions de réutilisation, telles que connues."),
    )
    statut = models.CharField(
        _("état"),
        max_length=12,
        choices=Statut,
        default=Statut.EN_COURS,
        help_text=_("Ce que l’import est devenu."),
    )
    essai = models.BooleanField(
        _("essai à blanc"), default=False, help_text=_("Tout est vérifié et compté, rien n’est écrit.")
    )
    lues = models.PositiveIntegerField(_("lignes lues"), default=0, help_text=_("Lignes de données reçues."))
    creees = models.PositiveIntegerField(_("créées"), default=0, help_text=_("Fiches nouvelles."))
    modifiees = models.PositiveIntegerField(_("modifiées"), default=0, help_text=_("Fiches qui ont changé."))
    inchangees = models.PositiveIntegerField(
        _("inchangées"), default=0, help_text=_("Fiches identiques à ce que le site connaît déjà.")
    )
    ecartees = models.PositiveIntegerField(
        _("écartées"), default=0, help_text=_("Lignes mises de côté, une faute chacune au moins.")
    )
    retirees = models.PositiveIntegerField(
        _("retirées"), default=0, help_text=_("Liens disparus de la source et retirés du site.")
    )
    absentes = models.PositiveIntegerField(
        _("absentes du fichier"),
        default=0,
        help_text=_("Fiches connues du site que le fichier ne contient plus ; elles sont gardées."),
    )
    verrouillees = models.PositiveIntegerField(
        _("valeurs protégées"),
        default=0,
        help_text=_("Valeurs nouvelles non reprises, parce qu’une personne a corrigé ce champ."),
    )
    detail = models.JSONField(
        _("détail par table"), default=dict, blank=True, help_text=_("Les mêmes nombres, table par table.")
    )
    fautes = models.JSONField(
        _("fautes"),
        default=list,
        blank=True,
        help_text=_("Les mille premières : fichier, ligne, colonne et explication."),
    )
    fautes_total = models.PositiveIntegerField(
        _("nombre de fautes"), default=0, help_text=_("Toutes les fautes, celles gardées et les autres.")
    )
    message = models.TextField(_("bilan"), blank=True, help_text=_("Le résultat en une phrase."))
    commence = models.DateTimeField(_("commencé"), auto_now_add=True, help_text=_("Début de l’import."))
    termine = models.DateTimeField(_("terminé"), null=True, blank=True, help_text=_("Fin de l’import."))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lancé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Vide pour un import lancé depuis le serveur."),
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-commence", "-pk"]
        indexes = [models.Index(fields=["source", "empreinte"], name="import_source_empreinte")]

    def __str__(self) -> str:
        return f"{self.source} · {self.fichier} · {self.get_statut_display()}"


class ImportChange(models.Model):
    """One record written by a run, with the values before and after: provenance, and what undo needs."""

    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("import"),
        on_delete=models.CASCADE,
        related_name="changements",
        help_text=_("L’import qui a écrit."),
    )
    content_type = models.ForeignKey(
        ContentType,
        verbose_name=_("table"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Le type de fiche écrite."),
    )
    cle = models.CharField(_("clé"), max_length=80, help_text=_("Identifiant de la fiche dans sa table."))
    action = models.CharField(_("action"), max_length=12, choices=Action, help_text=_("Ce qui a été fait."))
    avant = models.JSONField(
        _("avant"),
        default=dict,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text=_("Valeurs des champs écrits, avant l’import."),
    )
    apres = models.JSONField(
        _("après"),
        default=dict,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text=_("Valeurs des champs écrits, après l’import."),
    )

    class Meta:
        verbose_name = _("écriture d’un import")
        verbose_name_plural = _("écritures des imports")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "cle"], name="import_change_fiche")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.content_type} {self.cle}"


class FieldLock(models.Model):
    """A field that a person corrected: later imports propose a value and never overwrite it."""

    content_type = models.ForeignKey(
        ContentType,
        verbose_name=_("table"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Le type de fiche."),
    )
    cle = models.CharField(_("clé"), max_length=80, help_text=_("Identifiant de la fiche dans sa table."))
    champ = models.CharField(_("champ"), max_length=60, help_text=_("Le champ protégé."))
    propose = models.JSONField(
        _("valeur proposée"),
        null=True,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text=_("La dernière valeur qu’un import voulait écrire."),
    )
    raison = models.CharField(
        _("raison"), max_length=200, blank=True, help_text=_("Pourquoi la source a tort, en une phrase.")
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("protégé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("La personne qui a corrigé le champ."),
    )
    depuis = models.DateTimeField(_("depuis"), auto_now_add=True, help_text=_("Date de la correction."))

    class Meta:
        verbose_name = _("champ protégé")
        verbose_name_plural = _("champs protégés")
        ordering = ["content_type", "cle", "champ"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "cle", "champ"],
                name="import_verrou_unique",
                violation_error_message=_("Ce champ est déjà protégé."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.cle} · {self.champ}"
