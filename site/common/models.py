"""What every page shares: how it is shared and found, when and by whom it was reviewed."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page
from wagtail.search import index

from common.admin_forms import PublicationPageForm
from common.authors import AuthorsPermissionTester
from common.blocks import SourceBlock
from common.fields import SlimStreamField
from common.job_runs import JobRun  # noqa: F401 - a model of this app, kept with its subject
from common.preview import serve_mode
from common.publication import PublicationRules
from common.review import RelectureTask  # noqa: F401 - a model of this app, kept with its subject

PREVIEW_PAGE = ("", _("Page"))
PREVIEW_CARD = ("carte", _("Carte de résultat"))
PREVIEW_SIMPLE = ("simplifie", _("Version simplifiée"))


class BasePage(PublicationRules, Page):
    """A page of the site: its tabs, its summary on cards and in search engines, its sharing picture."""

    resume = models.CharField(
        _("en une phrase"),
        max_length=200,
        blank=True,
        help_text=_(
            "Une phrase simple : elle s’affiche sur les cartes, dans les moteurs de recherche et au partage."
        ),
    )
    image_partage = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image de partage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Facultatif : montrée quand la page est partagée. Au moins 1 200 × 630 pixels."),
    )

    base_form_class = PublicationPageForm
    search_fields = [*Page.search_fields, index.SearchField("resume"), index.AutocompleteField("resume")]

    content_panels = [*Page.content_panels, FieldPanel("resume")]
    classification_panels: ClassVar[list[Any]] = []
    review_panels: ClassVar[list[Any]] = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("image_partage"),
            ],
            heading=_("Partage et moteurs de recherche"),
        )
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Tabs as a writer thinks: what is told, how it is classified, sources and review, promotion."""
        tabs = [
            (cls.content_panels, _("Ce que dit la page"), {}),
            (cls.classification_panels, _("Classement"), {}),
            (cls.review_panels, _("Sources et relecture"), {}),
            (cls.promote_panels, _("Promotion"), {}),
            (cls.settings_panels, _("Réglages"), {"classname": "settings"}),
        ]
        handler = TabbedInterface(
            [ObjectList(panels, heading=heading, **options) for panels, heading, options in tabs if panels],
            base_form_class=cls.base_form_class,
        )
        return handler.bind_to_model(cls)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        return serve_mode(
            self, request, mode_name, lambda: super(BasePage, self).serve_preview(request, mode_name)
        )

    def permissions_for_user(self, user: Any) -> AuthorsPermissionTester:
        return AuthorsPermissionTester(user, self)

    @property
    def description(self) -> str:
        """The sentence shown to search engines."""
        return self.search_description or self.resume


class ReviewedMixin(models.Model):
    """Sources, date of review and reviewer: what lets a reader trust a page."""

    sources = SlimStreamField(
        [("source", SourceBlock())],
        blank=True,
        verbose_name=_("sources"),
        help_text=_("D’où viennent les faits de la page : qui, quoi, quand."),
    )
    relu_le = models.DateField(
        _("relu le"),
        null=True,
        blank=True,
        help_text=_("Jour de la dernière relecture complète, faits compris."),
    )
    relu_par = models.CharField(
        _("relu par"),
        max_length=120,
        blank=True,
        help_text=_("Nom de la personne ou de l’équipe qui a relu."),
    )

    review_panels: ClassVar[list[Any]] = [
        FieldPanel("sources"),
        MultiFieldPanel([FieldPanel("relu_le"), FieldPanel("relu_par")], heading=_("Relecture")),
    ]

    class Meta:
        abstract = True


@register_setting(icon="cog", order=100)
class ReglagesSite(BaseSiteSetting):
    """Addresses and texts of the whole site that the analyst may change."""

    courriel_contact = models.EmailField(
        _("courriel de contact"), blank=True, help_text=_("Adresse montrée en bas de page et dans les aides.")
    )
    telephone_contact = models.CharField(
        _("téléphone de contact"), max_length=20, blank=True, help_text=_("Numéro montré dans les aides.")
    )
    fonds_europeen = models.CharField(
        _("mention du fonds européen"),
        max_length=220,
        blank=True,
        help_text=_("Phrase montrée à côté du drapeau européen, en bas de chaque page."),
    )

    class Meta:
        verbose_name = _("réglages du site")
