"""The story of a training: what is learnt, how one enters, what follows."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from chiffres.blocks import ChiffresBlock
from common.blocks import AlerteBlock, CitationBlock, ImageBlock, ListeBlock, QuestionReponseBlock, TexteBlock
from formations.enums import Plateforme


class FormationStoryBlock(blocks.StreamBlock):
    """What a training page may tell, in the writer's order."""

    programme = ListeBlock(label=_("ce que tu vas apprendre"))
    texte = TexteBlock()
    question_reponse = QuestionReponseBlock()
    citation = CitationBlock()
    a_savoir = AlerteBlock()
    chiffres = ChiffresBlock()
    image = ImageBlock()


class EtapeAdmissionBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("étape"), max_length=90, help_text=_("Un verbe : « Formule ton vœu »."))
    texte = blocks.TextBlock(label=_("ce qu’il faut faire"), help_text=_("Une à trois phrases."))
    quand = blocks.CharBlock(
        label=_("quand"),
        max_length=80,
        required=False,
        help_text=_("« De janvier à mars », « toute l’année »."),
    )

    class Meta:
        label = _("étape d’admission")
        icon = "arrow-right"
        description = _("Une étape pour entrer en formation.")
        preview_value = {"titre": "Formule ton vœu", "texte": "Sur Parcoursup.", "quand": "De janvier à mars"}


class AdmissionBlock(blocks.StructBlock):
    plateforme = blocks.ChoiceBlock(
        choices=Plateforme.choices, label=_("par où"), help_text=_("Le chemin de cette admission.")
    )
    etapes = blocks.ListBlock(
        EtapeAdmissionBlock(), label=_("étapes"), min_num=1, help_text=_("Dans l’ordre.")
    )

    class Meta:
        label = _("admission")
        icon = "arrow-right"
        template = "components/admission/admission.html"
        description = _("Comment entrer, étape par étape : un bloc par chemin.")
        preview_value = {
            "plateforme": "parcoursup",
            "etapes": [
                {"titre": "Va voir", "texte": "Aux portes ouvertes.", "quand": "De décembre à mars"},
                {"titre": "Formule ton vœu", "texte": "Sur Parcoursup.", "quand": "De janvier à mars"},
            ],
        }


class AdmissionStoryBlock(blocks.StreamBlock):
    admission = AdmissionBlock()
