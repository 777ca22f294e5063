"""The tabs of an event, as a writer thinks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)


def evenement_edit_handler() -> TabbedInterface:
    """What is told; when and where; how it is classified; state and follow-up."""
    tabs = [
        (_told(), _("Ce que dit la page")),
        (_when_and_where(), _("Quand et où")),
        (_classification(), _("Classement")),
        (_state(), _("État")),
    ]
    return TabbedInterface([ObjectList(panels, heading=heading) for panels, heading in tabs])


def _told() -> list[Panel]:
    return [
        TitleFieldPanel("titre", targets=["slug"]),
        FieldRowPanel([FieldPanel("type"), FieldPanel("slug")]),
        FieldPanel("resume"),
        FieldPanel("description"),
        FieldPanel("a_preparer"),
        FieldRowPanel([FieldPanel("organisateur"), FieldPanel("contact")]),
    ]


def _when_and_where() -> list[Panel]:
    place = [
        FieldPanel("mode"),
        FieldPanel("etablissement"),
        FieldPanel("lieu"),
        FieldPanel("adresse"),
        FieldRowPanel([FieldPanel("commune"), FieldPanel("departement")]),
        FieldPanel("lien_visio"),
        FieldPanel("acces"),
    ]
    booking = [FieldPanel("inscription"), FieldPanel("inscription_url"), FieldPanel("inscription_avant")]
    dates = [FieldRowPanel([FieldPanel("debut"), FieldPanel("fin")]), FieldPanel("precision")]
    return [
        InlinePanel("sessions", heading=_("Dates"), label=_("date"), panels=dates),
        MultiFieldPanel(place, heading=_("Lieu")),
        MultiFieldPanel(booking, heading=_("Inscription")),
        FieldPanel("accessibilite"),
    ]


def _classification() -> list[Panel]:
    links = [
        ("liens_metiers", _("Métiers"), _("métier"), "metier", "metiers.MetierPage"),
        ("liens_formations", _("Formations"), _("formation"), "formation", "formations.FormationPage"),
        (
            "liens_ambassadeurs",
            _("Ambassadrices et ambassadeurs"),
            _("personne"),
            "ambassadeur",
            "ambassadeurs.AmbassadeurPage",
        ),
    ]
    return [
        FieldPanel("publics"),
        FieldPanel("secteurs"),
        FieldPanel("themes_rev3"),
        FieldPanel("chantiers"),
        *(
            InlinePanel(relation, heading=heading, label=label, panels=[PageChooserPanel(field, model)])
            for relation, heading, label, field, model in links
        ),
    ]


def _state() -> list[Panel]:
    call = [
        FieldRowPanel([FieldPanel("ouverture"), FieldPanel("cloture")]),
        FieldPanel("pour_qui"),
        FieldPanel("montant"),
        FieldRowPanel([FieldPanel("financeurs"), FieldPanel("fse")]),
    ]
    return [
        FieldRowPanel([FieldPanel("etat"), FieldPanel("etat_precision")]),
        FieldPanel("exemple"),
        InlinePanel(
            "appels", heading=_("Appel à projets"), label=_("appel à projets"), max_num=1, panels=call
        ),
        InlinePanel(
            "documents",
            heading=_("Documents"),
            label=_("document"),
            panels=[FieldPanel("titre"), FieldPanel("document")],
        ),
    ]
