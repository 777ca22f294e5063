"""Events (a snippet with the powers of a page), their sessions, and the agenda that lists them."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ambassadeurs.models import AmbassadeurPage
from common.admin_forms import PublicationModelForm
from common.fields import SlimStreamField, UntranslatedRelation
from common.models import PREVIEW_CARD, PREVIEW_PAGE, BasePage
from common.preview import serve_mode
from common.publication import Errors, PublicationRules, merge_errors
from common.seo import Subject, page_url
from common.vocabulary import VocabularyManager
from evenements.blocks import EvenementStoryBlock
from evenements.enums import Accessibilite, Etat, Inscription, Mode, Public, TypeEvenement
from evenements.listings import EvenementListing, PastListing
from evenements.panels import evenement_edit_handler
from evenements.presentation import Presentation
from evenements.querysets import EvenementQuerySet
from evenements.structured_data import event_schemas
from formations.models import FormationPage
from metiers.models import MetierPage
from secteurs.models import LienSecteur, LienThemeRev3, Secteur
from territoires.carte import position
from territoires.models import Commune, Departement, Etablissement


class EvenementSecteur(LienSecteur):
    content_object = ParentalKey(
        "evenements.Evenement", on_delete=models.CASCADE, related_name="evenement_secteurs"
    )


class EvenementTheme(LienThemeRev3):
    content_object = ParentalKey(
        "evenements.Evenement", on_delete=models.CASCADE, related_name="evenement_themes"
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
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Lettres sans accent, chiffres et tirets."))],
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

    override_translatable_fields = [
        UntranslatedRelation("secteurs"),
        UntranslatedRelation("themes_rev3"),
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

    def sessions_ordered(self) -> list["EvenementSession"]:
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
        errors: Errors = {}
        sessions = self.sessions.all()
        if not sessions:
            errors["sessions"] = [_gettext("Il faut au moins une date.")]
        elif any(session.fin <= session.debut for session in sessions):
            errors["sessions"] = [_gettext("Une date finit avant d’avoir commencé.")]
        if not self.en_ligne:
            if not (self.etablissement_id or self.lieu):
                errors["lieu"] = [
                    _gettext("Dire où : un établissement ou un lieu. Sinon, choisir « en ligne ».")
                ]
            if not self.departement_id:
                errors["departement"] = [_gettext("Il faut un département, sauf pour un événement en ligne.")]
        elif not (self.lien_visio or self.inscription_url):
            errors["lien_visio"] = [
                _gettext("En ligne : donner le lien, ou l’adresse d’inscription qui l’enverra.")
            ]
        return merge_errors(super().publication_errors(), errors)


class EvenementSession(Orderable):
    """One date of an event, in Europe/Paris time on screen."""

    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="sessions")
    debut = models.DateTimeField(_("début"), help_text=_("Jour et heure de début, heure de Paris."))
    fin = models.DateTimeField(_("fin"), help_text=_("Jour et heure de fin, heure de Paris."))
    precision = models.CharField(
        _("précision"),
        max_length=120,
        blank=True,
        help_text=_("« Pour les classes de 3e », « site de Lens »."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fin__gt=models.F("debut")),
                name="evenement_session_ends_after_start",
                violation_error_message=_("La fin doit venir après le début."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y %H:%M}"

    @property
    def passee(self) -> bool:
        return self.fin < timezone.now()


class EvenementMetier(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_metiers")
    metier = models.ForeignKey(
        MetierPage,
        verbose_name=_("métier"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Un métier que l’on y découvre."),
    )


class EvenementFormation(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_formations")
    formation = models.ForeignKey(
        FormationPage,
        verbose_name=_("formation"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Une formation que l’on y présente."),
    )


class EvenementAmbassadeur(Orderable):
    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="liens_ambassadeurs")
    ambassadeur = models.ForeignKey(
        AmbassadeurPage,
        verbose_name=_("ambassadrice ou ambassadeur"),
        on_delete=models.CASCADE,
        related_name="liens_evenements",
        help_text=_("Une personne que l’on y rencontre."),
    )


class AppelProjets(Orderable):
    """What a call for projects adds to an event: money, moments of opening and closing. One at most."""

    evenement = ParentalKey(Evenement, on_delete=models.CASCADE, related_name="appels")
    ouverture = models.DateTimeField(_("ouverture"), help_text=_("Premier moment pour déposer."))
    cloture = models.DateTimeField(
        _("clôture"), help_text=_("Dernier moment pour déposer : l’appel se ferme tout seul.")
    )
    montant = models.CharField(
        _("montant"), max_length=160, blank=True, help_text=_("« Jusqu’à 5 000 € par projet ».")
    )
    financeurs = models.CharField(_("qui finance"), max_length=160, blank=True, help_text=_("Région, FSE+…"))
    fse = models.BooleanField(
        _("financé par le FSE+"), default=False, help_text=_("Montre l’emblème européen.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("appel à projets")
        verbose_name_plural = _("appels à projets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cloture__gt=models.F("ouverture")),
                name="appel_closes_after_opening",
                violation_error_message=_("La clôture doit venir après l’ouverture."),
            )
        ]


class AgendaIndexPage(RoutablePageMixin, BasePage):
    """`/fr/agenda/`: the list, and each event below it."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    template = "evenements/agenda_index_page.html"

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: coming dates under the filters of the address, `listing.months` by month."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"listing": EvenementListing(request, self.evenements()), "past": False}

    def evenements(self) -> EvenementQuerySet:
        """In the language of the page; in French those without translation."""
        return Evenement.objects.localized(self.locale.language_code).for_listing()

    @path("passes/", name="passes")
    def serve_past(self, request: HttpRequest) -> HttpResponse:
        """What is over: kept, out of the way, not for search engines."""
        subject = Subject(title=_gettext("Les dates passées"), path=f"{page_url(self)}passes/", indexed=False)
        context = {"listing": PastListing(request, self.evenements()), "past": True, "subject": subject}
        return self.render(request, context_overrides=context)

    @path("<slug:slug>/", name="evenement")
    def serve_evenement(self, request: HttpRequest, slug: str) -> HttpResponse:
        """In French, by a redirection, when the event is not translated."""
        language = self.locale.language_code
        found = {
            evenement.locale.language_code: evenement
            for evenement in Evenement.objects.published().for_page().filter(slug=slug)
        }
        evenement = found.get(language)
        if evenement is None:
            french = found.get(settings.LANGUAGE_CODE)
            if french is None:
                raise Http404
            return redirect(french.url)
        context = evenement_context(evenement, {code: item.url for code, item in found.items()})
        return self.render(request, template="evenements/evenement.html", context_overrides=context)


def linked(model: Any, links: Any, name: str) -> list[Any]:
    """Live pages that the event names, as their cards want them; people only while they consent."""
    keys = [getattr(link, name) for link in links.all()]
    return list(model.objects.for_listing().filter(pk__in=keys)) if keys else []


def evenement_context(evenement: Evenement, alternates: dict[str, str]) -> dict[str, Any]:
    """What the page of an event shows: linked pages that are live, and other dates close by."""
    place = evenement.etablissement or evenement.commune
    near = Evenement.objects.localized(evenement.locale.language_code).for_listing().upcoming()
    close = Q(departement=evenement.departement_id) | Q(evenement_secteurs__tag__in=evenement.secteurs_list)
    return {
        "evenement": evenement,
        "sessions": evenement.sessions_ordered(),
        "metiers": linked(MetierPage, evenement.liens_metiers, "metier_id"),
        "formations": linked(FormationPage, evenement.liens_formations, "formation_id"),
        "ambassadeurs": linked(AmbassadeurPage, evenement.liens_ambassadeurs, "ambassadeur_id"),
        "appel": next(iter(evenement.appels.all()), None),
        "point_carte": position(place.point) if place else None,
        "autour": list(near.filter(close).exclude(pk=evenement.pk).distinct()[:3]),
        "subject": Subject(
            title=evenement.titre,
            path=evenement.url,
            description=evenement.resume,
            alternates=alternates,
            crumbs=(),
            schemas=tuple(event_schemas(evenement)),
        ),
    }
