"""The tabs of an event, as a writer thinks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)


def evenement_edit_handler() -> TabbedInterface:
    """What is told; when and where; how it is classified; state and follow-up."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("titre", targets=["slug"]),
                    FieldRowPanel([FieldPanel("type"), FieldPanel("slug")]),
                    FieldPanel("resume"),
                    FieldPanel("description"),
                    FieldPanel("a_preparer"),
                    FieldRowPanel([FieldPanel("organisateur"), FieldPanel("contact")]),
                ],
                heading=_("Ce que dit la page"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "sessions",
                        heading=_("Dates"),
                        label=_("date"),
                        panels=[
                            FieldRowPanel([FieldPanel("debut"), FieldPanel("fin")]),
                            FieldPanel("precision"),
                        ],
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("mode"),
                            FieldPanel("etablissement"),
                            FieldPanel("lieu"),
                            FieldPanel("adresse"),
                            FieldRowPanel([FieldPanel("commune"), FieldPanel("departement")]),
                            FieldPanel("lien_visio"),
                            FieldPanel("acces"),
                        ],
                        heading=_("Lieu"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("inscription"),
                            FieldPanel("inscription_url"),
                            FieldPanel("inscription_avant"),
                        ],
                        heading=_("Inscription"),
                    ),
                    FieldPanel("accessibilite"),
                ],
                heading=_("Quand et où"),
            ),
            ObjectList(
                [
                    FieldPanel("publics"),
                    FieldPanel("secteurs"),
                    FieldPanel("themes_rev3"),
                    InlinePanel(
                        "liens_metiers",
                        heading=_("Métiers"),
                        label=_("métier"),
                        panels=[PageChooserPanel("metier", "metiers.MetierPage")],
                    ),
                    InlinePanel(
                        "liens_formations",
                        heading=_("Formations"),
                        label=_("formation"),
                        panels=[PageChooserPanel("formation", "formations.FormationPage")],
                    ),
                    InlinePanel(
                        "liens_ambassadeurs",
                        heading=_("Ambassadrices et ambassadeurs"),
                        label=_("personne"),
                        panels=[PageChooserPanel("ambassadeur", "ambassadeurs.AmbassadeurPage")],
                    ),
                ],
                heading=_("Classement"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("etat"), FieldPanel("etat_precision")]),
                    FieldPanel("exemple"),
                    InlinePanel(
                        "appels",
                        heading=_("Appel à projets"),
                        label=_("appel à projets"),
                        max_num=1,
                        panels=[
                            FieldRowPanel([FieldPanel("ouverture"), FieldPanel("cloture")]),
                            FieldPanel("montant"),
                            FieldRowPanel([FieldPanel("financeurs"), FieldPanel("fse")]),
                        ],
                    ),
                ],
                heading=_("État"),
            ),
        ]
    )
