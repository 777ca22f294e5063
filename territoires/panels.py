"""Tabs of an établissement and of a référent."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface


def etablissement_edit_handler() -> TabbedInterface:
    """What it is and where; how it is reached; where the facts come from."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("nom"), FieldPanel("uai")]),
                    FieldRowPanel([FieldPanel("type"), FieldPanel("statut"), FieldPanel("academie")]),
                    MultiFieldPanel(
                        [
                            FieldPanel("adresse"),
                            FieldRowPanel([FieldPanel("code_postal"), FieldPanel("commune")]),
                            FieldRowPanel(
                                [FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("precision")]
                            ),
                        ],
                        heading=_("Où"),
                    ),
                    FieldRowPanel([FieldPanel("telephone"), FieldPanel("site_web"), FieldPanel("internat")]),
                ],
                heading=_("L’établissement"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("ouvert"), FieldPanel("remplace_par")]),
                    FieldRowPanel([FieldPanel("source"), FieldPanel("source_date")]),
                ],
                heading=_("État et source"),
            ),
        ]
    )
