"""The simplified version of a page: its own text, its own review, its own address."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.blocks import SimplifieStoryBlock
from common.fields import SlimStreamField


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
        return f"{self.url}simplifie/"  # type: ignore[attr-defined]  # a Page

    @path("simplifie/", name="simplifie")
    def serve_simplified(self, request: HttpRequest) -> HttpResponse:
        if not self.has_simplified:
            raise Http404
        return self.render(request, template="components/simplifie/page.html")
