"""Blocks of plain telling, for any page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from common.blocks.liens import LienBlock

RICH_TEXT = ["bold", "link", "document-link", "ul", "ol"]


class TexteBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("titre"), max_length=90, help_text=_("Titre court de la section."))
    texte = blocks.RichTextBlock(
        label=_("texte"), features=RICH_TEXT, help_text=_("Phrases courtes, une idée par phrase.")
    )

    class Meta:
        label = _("texte")
        icon = "pilcrow"
        template = "components/texte/texte.html"
        description = _("Une section : un titre et un texte.")
        preview_value = {
            "titre": "À quoi sert cette mission ?",
            "texte": "<p>Elle informe sur les métiers et les formations de la région.</p>",
        }


class ListeBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("titre"), max_length=90, help_text=_("Titre court de la section."))
    chapo = blocks.TextBlock(
        label=_("introduction"), required=False, help_text=_("Une ou deux phrases avant la liste.")
    )
    elements = blocks.ListBlock(
        blocks.CharBlock(label=_("élément"), max_length=200),
        label=_("éléments"),
        help_text=_("Une idée par ligne."),
    )

    class Meta:
        label = _("liste")
        icon = "list-ul"
        template = "components/liste/liste.html"
        description = _("Une section : un titre et une liste de points.")
        preview_value = {
            "titre": "Ce que tu fais",
            "elements": ["préparer le matériel", "contrôler la machine"],
        }


class QuestionReponseBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("question"), max_length=160, help_text=_("La question telle qu’on l’entend, ou l’idée reçue.")
    )
    reponse = blocks.RichTextBlock(
        label=_("réponse"), features=["bold", "link"], help_text=_("La réponse honnête, en peu de phrases.")
    )

    class Meta:
        label = _("question et réponse")
        icon = "help"
        template = "components/question_reponse/question_reponse.html"
        description = _("Une question et sa réponse, ou une idée reçue et ce qui est vrai.")
        preview_value = {
            "question": "Faut-il être fort en maths ?",
            "reponse": "<p>Non, il faut savoir compter.</p>",
        }


class CitationBlock(blocks.StructBlock):
    citation = blocks.TextBlock(
        label=_("citation"), max_length=240, help_text=_("Les mots de la personne, sans guillemets.")
    )
    auteur = blocks.CharBlock(label=_("qui parle"), max_length=120, help_text=_("Prénom et métier."))

    class Meta:
        label = _("citation")
        icon = "openquote"
        template = "components/citation/citation.html"
        description = _("Une phrase forte et la personne qui l’a dite.")
        preview_value = {
            "citation": "J’avais le vertige, j’ai appris.",
            "auteur": "Inès, technicienne éolienne",
        }


class AlerteBlock(blocks.StructBlock):
    texte = blocks.RichTextBlock(
        label=_("texte"), features=["bold", "link"], help_text=_("Ce qu’il faut savoir tout de suite.")
    )

    class Meta:
        label = _("à savoir")
        icon = "info-circle"
        template = "components/alerte/alerte_block.html"
        description = _("Une information à ne pas manquer.")
        preview_value = {"texte": "<p><b>Autre chemin :</b> on peut entrer à tout âge.</p>"}


class ImageBlock(blocks.StructBlock):
    image = WagtailImageBlock(
        label=_("image"), help_text=_("Avec un texte pour les personnes qui ne la voient pas.")
    )
    legende = blocks.CharBlock(
        label=_("légende et crédit"),
        max_length=200,
        required=False,
        help_text=_("Qui, où, et l’auteur de l’image."),
    )

    class Meta:
        label = _("image")
        icon = "image"
        template = "components/image/image.html"
        description = _("Une image avec sa légende.")
        preview_value = {"image": None, "legende": "Le port de Dunkerque au lever du soleil"}


class LiensBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("titre"), max_length=90, help_text=_("Titre court de la section."))
    liens = blocks.ListBlock(LienBlock(), label=_("liens"), help_text=_("Les pages à ouvrir ensuite."))

    class Meta:
        label = _("liens")
        icon = "link"
        template = "components/liens/liens.html"
        description = _("Une liste de liens utiles.")
        preview_value = {
            "titre": "Pour aller plus loin",
            "liens": [{"texte": "L’agenda", "url": "https://example.org/"}],
        }


class StoryBlock(blocks.StreamBlock):
    """The blocks of a free editorial page."""

    texte = TexteBlock()
    liste = ListeBlock()
    question_reponse = QuestionReponseBlock()
    citation = CitationBlock()
    a_savoir = AlerteBlock()
    image = ImageBlock()
    liens = LiensBlock()


class SimplifieStoryBlock(blocks.StreamBlock):
    """The blocks of a simplified version: one idea a sentence, nothing to unfold."""

    texte = TexteBlock()
    liste = ListeBlock()
