"""Blocks that several apps show."""

from common.blocks.liens import LienBlock
from common.blocks.sources import SourceBlock
from common.blocks.textes import (
    AlerteBlock,
    CitationBlock,
    ImageBlock,
    LiensBlock,
    ListeBlock,
    QuestionReponseBlock,
    SimplifieStoryBlock,
    StoryBlock,
    TexteBlock,
)

__all__ = [
    "AlerteBlock",
    "CitationBlock",
    "ImageBlock",
    "LienBlock",
    "LiensBlock",
    "ListeBlock",
    "QuestionReponseBlock",
    "SimplifieStoryBlock",
    "SourceBlock",
    "StoryBlock",
    "TexteBlock",
]
