"""An event: a snippet with the powers of a page."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from common.admin_forms import PublicationModelForm
from common.fields import SlimStreamField, UntranslatedRelation
from common.models import PREVIEW_CARD, PREVIEW_PAGE
from common.preview import serve_mode
from common.publication import Errors, PublicationRules, merge_errors
from common.vocabulary import VocabularyManager
from evenements.blocks import EvenementStoryBlock
from evenements.context import evenement_context
from evenements.enums import Accessibilite, Etat, Inscription, Mode, Public, TypeEvenement
from evenements.panels import evenement_edit_handler
from evenements.presentation import Presentation
from evenements.querysets import EvenementQuerySet
from evenements.reminder import remind
from evenements.rules import event_errors
from secteurs.models import LienChantier, LienSecteur, LienThemeRev3, Secteur
from territoires.models import Commune, Departement, Etablissement

#: Pages of the agenda itself: no event may stand at their address.
RESERVED = ("afficher", "carte", "flux", "mois", "passes", "proposer")


class EvenementSecteur(LienSecteur):
    content_object = ParentalKey(
        "evenements.Evenement", on_delete=models.CASCADE, related_name="evenement_secteurs"
    )


class EvenementTheme(LienThemeRev3):
    content_object = ParentalKey(
        "evenements.Evenement", on_delete=models.CASCADE, related_name="evenement_themes"
    )


class EvenementChantier(LienChantier):
    content_object = ParentalKey(
        "evenements.Evenement", on_delete=models.CASCADE, related_name="evenement_chantiers"
    )


class Evenement(
    Presentation, PublicationRules, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin,
    TranslatableMixin, index.Indexed, ClusterableModel,
):  # fmt: skip
    """An open day, a forum, a workshop…: what, when, where, for whom, how to come."""

    titre = models.CharField(_("titre"), max_length=140, help_text=_("Ce qui se passe, et chez qui."))
    slug = models.SlugField(
        _("adresse"),
        max_length=140,
        validators=[
            RegexValidator(r"^[a-z0-9-]+$", _("Lettres sans accent, chiffres et tirets.")),
            RegexValidator(
                rf"^({'|'.join(RESERVED)})$",
                _("Cette adresse est déjà celle d’une page de l’agenda."),
                inverse_match=True,
            ),
        ],
        help_text=_("Fin de l’adresse de la page : ne plus la changer une fois publiée."),
    )
    type = models.CharField(
        _("type"), max_length=16, choices=TypeEvenement, help_text=_("Le genre d’événement.")
    )
    resume = models.CharField(
        _("en une phrase"), max_length=200, help_text=_("Ce qu’on y gagne : montré dans les listes.")
    )
    description = SlimStreamField(
        EvenementStoryBlock(),
        blank=True,
        verbose_name=_("programme"),
        help_text=_("Ce qu’on y fera, dans l’ordre."),
    )
    etat = models.CharField(
        _("état"),
        max_length=12,
        choices=Etat,
        default=Etat.PREVU,
        help_text=_("Annulé, reporté ou complet : dit partout."),
    )
    etat_precision = models.CharField(
        _("précision sur l’état"),
        max_length=200,
        blank=True,
        help_text=_("« Reporté au 12 mars », « liste d’attente »."),
    )
    mode = models.CharField(
        _("où"),
        max_length=12,
        choices=Mode,
        default=Mode.SUR_PLACE,
        help_text=_("Sur place, en ligne ou les deux."),
    )
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name=_("établissement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evenements",
        help_text=_("Si l’événement a lieu dans un établissement : son adresse est reprise."),
    )
    lieu = models.CharField(
        _("lieu"), max_length=160, blank=True, help_text=_("Nom du lieu, s’il n’est pas un établissement.")
    )
    adresse = models.CharField(
        _("adresse du lieu"), max_length=200, blank=True, help_text=_("Rue et numéro.")
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evenements",
        help_text=_("Celle de l’établissement est reprise si rien n’est choisi."),
    )
    departement = models.ForeignKey(
        Departement,
        verbose_name=_("département"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evenements",
        help_text=_("Repris de la commune. Vide seulement pour un événement en ligne."),
    )
    lien_visio = models.URLField(
        _("lien en ligne"), blank=True, help_text=_("Adresse pour suivre à distance.")
    )
    acces = models.TextField(_("venir"), blank=True, help_text=_("Train, bus, parking, en quelques mots."))
    organisateur = models.CharField(
        _("qui organise"), max_length=160, blank=True, help_text=_("Nom de l’organisme.")
    )
    contact = models.CharField(
        _("contact"), max_length=160, blank=True, help_text=_("Mail ou téléphone pour poser une question.")
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
        help_text=_("Ce qui est prévu, vérifié auprès du lieu."),
    )
    a_preparer = models.TextField(_("à préparer"), blank=True, help_text=_("Bulletins, questions, tenue…"))
    inscription = models.CharField(
        _("inscription"),
        max_length=12,
        choices=Inscription,
        default=Inscription.SANS,
        help_text=_("Faut-il s’inscrire ?"),
    )
    inscription_url = models.URLField(
        _("adresse d’inscription"), blank=True, help_text=_("Formulaire de l’organisateur.")
    )
    inscription_avant = models.DateTimeField(
        _("s’inscrire avant"), null=True, blank=True, help_text=_("Dernier moment pour s’inscrire.")
    )
    exemple = models.BooleanField(
        _("exemple inventé"), default=False, help_text=_("La page dira que l’événement est un exemple.")
    )
    secteurs = VocabularyManager(
        through=EvenementSecteur,
        blank=True,
        verbose_name=_("secteurs"),
        help_text=_("Les secteurs présentés."),
    )
    themes_rev3 = VocabularyManager(
        through=EvenementTheme,
        blank=True,
        verbose_name=_("thèmes REV3"),
        help_text=_("Si l’événement en parle."),
    )
    chantiers = VocabularyManager(
        through=EvenementChantier,
        blank=True,
        verbose_name=_("grands chantiers"),
        help_text=_("Si l’événement y mène ou en parle."),
    )

    override_translatable_fields = [
        UntranslatedRelation("secteurs"),
        UntranslatedRelation("themes_rev3"),
        UntranslatedRelation("chantiers"),
        *(
            SynchronizedField(name)
            for name in ("slug", "lieu", "adresse", "organisateur", "contact", "publics", "accessibilite")
        ),
    ]
    search_fields = [
        index.SearchField("titre"),
        index.AutocompleteField("titre"),
        index.SearchField("resume"),
        index.SearchField("lieu"),
        index.FilterField("type"),
        index.FilterField("etat"),
        index.FilterField("locale_id"),
    ]

    base_form_class = PublicationModelForm
    edit_handler = evenement_edit_handler()

    objects = EvenementQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="evenement_slug_once",
                violation_error_message=_("Cette adresse est déjà celle d’un autre événement."),
            )
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [PREVIEW_PAGE, PREVIEW_CARD]

    @cached_property
    def secteurs_list(self) -> list[Secteur]:
        return sorted(
            (lien.tag for lien in self.evenement_secteurs.all()), key=lambda tag: (tag.rang, tag.name)
        )

    @property
    def secteur(self) -> Secteur | None:
        return self.secteurs_list[0] if self.secteurs_list else None

    def sessions_ordered(self) -> list[Any]:
        return sorted(self.sessions.all(), key=lambda session: session.debut)

    def clean(self) -> None:
        super().clean()
        if self.inscription_url and self.inscription == Inscription.SANS:
            message = _gettext(
                "Une adresse d’inscription est donnée : dire si l’inscription est conseillée ou obligatoire."
            )
            raise ValidationError({"inscription": message})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.inherit_place()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        remind(self)
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        remind(self)
        return super().save_revision(*args, **kwargs)

    def inherit_place(self) -> None:
        """The établissement gives its commune, the commune its département."""
        if not self.commune_id and self.etablissement:
            self.commune = self.etablissement.commune
        if self.commune:
            self.departement = self.commune.departement

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        page = lambda: super(Evenement, self).serve_preview(request, mode_name)  # noqa: E731 - called late
        return serve_mode(self, request, mode_name, page)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "evenements/evenement.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = super().get_preview_context(request, mode_name)
        return context | evenement_context(self, {})

    def publication_errors(self) -> Errors:
        return merge_errors(super().publication_errors(), event_errors(self))
