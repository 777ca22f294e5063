"""The simplified version of a page: its own text, its own review, its own address."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.blocks import SimplifieStoryBlock
from common.fields import SlimStreamField
from common.preview import serve_mode
from common.seo import Subject, page_url


class VersionSimplifieeMixin(RoutablePageMixin, models.Model):
    """Adds `…/simplifie/`. The page says FALC only once readers concerned have validated the text."""

    simplifie = SlimStreamField(
        SimplifieStoryBlock(),
        blank=True,
        verbose_name=_("version simplifiée"),
        help_text=_("Phrases de moins de douze mots, une idée par phrase, mots de tous les jours."),
    )
    simplifie_relu_le = models.DateField(
        _("version simplifiée relue le"), null=True, blank=True, help_text=_("Jour de sa dernière relecture.")
    )
    falc_valide_le = models.DateField(
        _("validée FALC le"),
        null=True,
        blank=True,
        help_text=_(
            "Seulement quand des personnes concernées l’ont lue et validée : la page dira alors « FALC »."
        ),
    )
    falc_valide_par = models.CharField(
        _("validée FALC par"),
        max_length=160,
        blank=True,
        help_text=_("Le groupe de lectrices et lecteurs qui a validé."),
    )

    simplified_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("simplifie"),
                FieldPanel("simplifie_relu_le"),
                FieldPanel("falc_valide_le"),
                FieldPanel("falc_valide_par"),
            ],
            heading=_("Version simplifiée"),
            classname="collapsed",
        )
    ]

    class Meta:
        abstract = True

    @property
    def has_simplified(self) -> bool:
        return bool(self.simplifie)

    @property
    def is_falc(self) -> bool:
        return bool(self.falc_valide_le and self.falc_valide_par)

    @property
    def simplified_url(self) -> str:
        return f"{page_url(self)}simplifie/"

    @path("simplifie/", name="simplifie")
    def serve_simplified(self, request: HttpRequest) -> HttpResponse:
        """In French where the language of the address has no simplified text."""
        alternates = self.simplified_alternates()
        if not self.has_simplified:
            french = alternates.get(settings.LANGUAGE_CODE)
            if not french:
                raise Http404
            return redirect(french)
        page: Any = self
        subject = Subject(
            title=_gettext("%(title)s, version simplifiée") % {"title": page.title},
            path=self.simplified_url,
            description=page.description,
            alternates=alternates,
            crumb=_gettext("Facile à lire (FALC)") if self.is_falc else _gettext("Version simplifiée"),
        )
        return self.render(
            request, template="components/simplifie/page.html", context_overrides={"subject": subject}
        )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Routable pages do not call their neighbours: our modes are asked first."""
        page = lambda: super(VersionSimplifieeMixin, self).serve_preview(request, mode_name)  # noqa: E731 - called late
        return serve_mode(self, request, mode_name, page)

    def simplified_alternates(self) -> dict[str, str]:
        """Address by language of the simplified versions of this page."""
        model: Any = type(self)
        pages = model.objects.filter(translation_key=getattr(self, "translation_key", None), live=True)
        return {
            page.locale.language_code: f"{page_url(page)}simplifie/"
            for page in pages.select_related("locale").order_by("locale_id")
            if page.has_simplified
        }
