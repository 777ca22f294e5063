"""The path and the interview of an ambassador."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from common.blocks import AlerteBlock, CitationBlock, QuestionReponseBlock, TexteBlock


class DateParcoursBlock(blocks.StructBlock):
    annee = blocks.IntegerBlock(label=_("année"), min_value=1950, max_value=2100, help_text=_("L’année."))
    titre = blocks.CharBlock(label=_("étape"), max_length=90, help_text=_("« CAP cuisine à Arras »."))
    texte = blocks.CharBlock(label=_("détail"), max_length=200, required=False, help_text=_("Une phrase."))

    class Meta:
        label = _("date")
        icon = "calendar"
        description = _("Une date du parcours.")
        preview_value = {
            "annee": 2019,
            "titre": "Bac pro MELEC à Abbeville",
            "texte": "Elle choisit l’atelier.",
        }


class ParcoursDatesBlock(blocks.StreamBlock):
    date = DateParcoursBlock()


class AmbassadeurStoryBlock(blocks.StreamBlock):
    """What an ambassador tells."""

    question_reponse = QuestionReponseBlock()
    texte = TexteBlock()
    citation = CitationBlock()
    a_savoir = AlerteBlock()
