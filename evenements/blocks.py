"""What an event page may tell."""

from wagtail import blocks

from common.blocks import AlerteBlock, ImageBlock, LiensBlock, ListeBlock, QuestionReponseBlock, TexteBlock


class EvenementStoryBlock(blocks.StreamBlock):
    """The programme and what to know before coming."""

    texte = TexteBlock()
    liste = ListeBlock()
    question_reponse = QuestionReponseBlock()
    a_savoir = AlerteBlock()
    image = ImageBlock()
    liens = LiensBlock()
