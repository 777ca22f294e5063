"""What schools propose, by the public form or through an import, until a person accepts or refuses it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from evenements.enums import Accessibilite, Inscription, Public, TypeEvenement
from evenements.models.evenement import Evenement
from evenements.propositions.dates import Creneau, read_all
from evenements.propositions.enums import TYPES, WAITING, EtatProposition, Origine
from territoires.models import Departement, Etablissement


class PropositionQuerySet(models.QuerySet["Proposition"]):
    def waiting(self) -> "PropositionQuerySet":
        """What a person must look at: new, corrected by the school, or changed by a later import."""
        changed = Q(etat=EtatProposition.ACCEPTEE) & ~Q(dates_publiees=F("dates")) & ~Q(dates_publiees=[])
        return self.filter(Q(etat__in=WAITING) | changed)

    def confirmed(self) -> "PropositionQuerySet":
        return self.exclude(etat=EtatProposition.A_CONFIRMER)


class Proposition(models.Model):
    """One event as its school tells it. Accepted, it makes an `Evenement`; corrected, it is read again."""

    origine = models.CharField(
        _("origine"),
        max_length=12,
        choices=Origine,
        default=Origine.FORMULAIRE,
        help_text=_("Formulaire public ou import."),
    )
    etat = models.CharField(
        _("état"),
        max_length=12,
        choices=EtatProposition,
        default=EtatProposition.A_CONFIRMER,
        help_text=_("Où en est la proposition."),
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="propositions",
        help_text=_("Celui qui propose et qui accueille."),
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="propositions",
        help_text=_("Décide quelle personne référente relit."),
    )
    organisme = models.CharField(
        _("nom de l’établissement"),
        max_length=200,
        blank=True,
        help_text=_("Gardé si la fiche de l’établissement disparaît."),
    )
    titre = models.CharField(_("titre"), max_length=140, help_text=_("Ce qui se passe, et chez qui."))
    type = models.CharField(
        _("type"),
        max_length=16,
        choices=TYPES,
        default=TypeEvenement.JPO,
        help_text=_("Le genre d’événement."),
    )
    resume = models.CharField(_("en une phrase"), max_length=200, help_text=_("Montré dans les listes."))
    description = models.TextField(_("programme"), blank=True, help_text=_("Texte simple, tel que tapé."))
    dates = models.JSONField(
        _("dates"), default=list, help_text=_("Jour, début, fin et précision, heure de Paris.")
    )
    publics = ArrayField(
        models.CharField(max_length=12, choices=Public),
        verbose_name=_("pour qui"),
        default=list,
        blank=True,
        help_text=_("À qui l’événement s’adresse."),
    )
    accessibilite = ArrayField(
        models.CharField(max_length=12, choices=Accessibilite),
        verbose_name=_("accessibilité"),
        default=list,
        blank=True,
        help_text=_("Ce que l’établissement a prévu."),
    )
    acces = models.TextField(_("venir"), blank=True, help_text=_("Entrée, bâtiment, bus, parking."))
    inscription = models.CharField(
        _("inscription"),
        max_length=12,
        choices=Inscription,
        default=Inscription.SANS,
        help_text=_("Faut-il s’inscrire ?"),
    )
    inscription_url = models.URLField(
        _("adresse d’inscription"), blank=True, help_text=_("Formulaire de l’établissement.")
    )
    contact_public = models.CharField(
        _("contact affiché"), max_length=160, blank=True, help_text=_("Mail ou téléphone du public.")
    )
    contact_nom = models.CharField(
        _("personne à joindre"), max_length=120, blank=True, help_text=_("Jamais affiché ; effacé ensuite.")
    )
    contact_courriel = models.EmailField(
        _("courriel"), blank=True, help_text=_("Jamais affiché ; effacé ensuite.")
    )
    langue = models.CharField(
        _("langue"), max_length=12, default="fr", help_text=_("Celle des messages à l’établissement.")
    )
    cle = models.UUIDField(
        _("clé du lien"),
        default=uuid.uuid4,
        editable=False,
        help_text=_("Changée, le lien privé de l’établissement ne vaut plus rien."),
    )
    evenement = models.ForeignKey(
        Evenement,
        verbose_name=_("événement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="propositions",
        help_text=_("L’événement publié, s’il y en a un."),
    )
    dates_publiees = models.JSONField(
        _("dates publiées"), default=list, blank=True, help_text=_("Celles de l’événement publié.")
    )
    raison = models.TextField(
        _("raison du refus"), max_length=1000, blank=True, help_text=_("Envoyée à l’établissement.")
    )
    recue_le = models.DateTimeField(_("reçue le"), auto_now_add=True)
    confirmee_le = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    traitee_le = models.DateTimeField(_("traitée le"), null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("traitée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source = models.CharField(
        _("source"), max_length=40, blank=True, help_text=_("Nom de la source d’un import.")
    )
    source_cle = models.CharField(
        _("clé dans la source"),
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        help_text=_("Retrouve la même ligne dans un nouveau fichier."),
    )
    ens = models.CharField(
        _("identifiant ONISEP"), max_length=20, blank=True, help_text=_("ENS. et un nombre.")
    )
    texte_source = models.TextField(
        _("texte de la source"), blank=True, help_text=_("Ce que la source écrit, mot pour mot.")
    )

    objects = PropositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition d’événement")
        verbose_name_plural = _("propositions d’événements")
        ordering = ["-recue_le", "-pk"]
        indexes = [
            models.Index(fields=["etat"], name="proposition_etat"),
            models.Index(fields=["ens"], name="proposition_ens"),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def creneaux(self) -> list[Creneau]:
        return read_all(self.dates)

    @property
    def premiere(self) -> str:
        """The first date, in words."""
        return str(self.creneaux[0]) if self.dates else ""

    @property
    def passee(self) -> bool:
        return all(one.ends < timezone.now() for one in self.creneaux)

    @cached_property
    def publics_labels(self) -> list[str]:
        return [str(Public(value).label) for value in self.publics]

    @cached_property
    def accessibilite_labels(self) -> list[str]:
        return [str(Accessibilite(value).label) for value in self.accessibilite]

    def place(self, etablissement: Etablissement) -> None:
        """Its school, hence its département and the people who read it."""
        self.etablissement = etablissement
        self.departement = etablissement.commune.departement
        self.organisme = etablissement.nom

    def clean(self) -> None:
        super().clean()
        if self.inscription_url and self.inscription == Inscription.SANS:
            message = _gettext(
                "Une adresse est donnée : dire si l’inscription est conseillée ou obligatoire."
            )
            raise ValidationError({"inscription": message})


class EnsEtablissement(models.Model):
    """What a person said of an ONISEP id: which établissement it is, or that it lies outside the region."""

    ens = models.CharField(
        _("identifiant ONISEP"), max_length=20, unique=True, help_text=_("ENS. et un nombre.")
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="identifiants_onisep",
        help_text=_("Vide : hors de la région."),
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("désigné par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("La personne qui l’a dit."),
    )
    depuis = models.DateTimeField(_("depuis"), auto_now=True, help_text=_("Date de la désignation."))

    class Meta:
        verbose_name = _("identifiant ONISEP d’un établissement")
        verbose_name_plural = _("identifiants ONISEP des établissements")
        ordering = ["ens"]

    def __str__(self) -> str:
        return self.ens
