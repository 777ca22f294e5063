"""What the contents of the site say of some words: written there, nearly written there, written together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

#: How alike two words are for one to be a slip of the other.
ALIKE = 0.55

KNOWN = """
    SELECT w FROM unnest(%s::text[]) AS w WHERE EXISTS (
        SELECT 1 FROM search_indexeddocument
        WHERE NOT gone AND (terms @@ plainto_tsquery('proch_fr', w) OR terms @@ plainto_tsquery('proch_en', w)))
"""
CLOSE = """
    SELECT w FROM unnest(%s::text[]) AS w
    WHERE EXISTS (SELECT 1 FROM search_indexeddocument WHERE NOT gone AND w <%% label)
"""
PHRASES = """
    SELECT p FROM unnest(%s::text[]) AS p WHERE EXISTS (
        SELECT 1 FROM search_indexeddocument WHERE NOT gone AND terms @@ phraseto_tsquery('proch_fr', p))
"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Of some words: those that the site writes, those close to one; of their pairs, those written together."""

    known: frozenset[str]
    close: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Vocabulary":
        """Three requests, whatever the number of texts; for the few questions that become common."""
        words = sorted({word for text in texts for word in text.split()})
        pairs = sorted(
            {
                f"{one} {other}"
                for text in texts
                for one, other in zip(text.split(), text.split()[1:], strict=False)
            }
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
            answers = []
            for sql, items in ((KNOWN, words), (CLOSE, words), (PHRASES, pairs)):
                cursor.execute(sql, [items])
                answers.append(frozenset(row[0] for row in cursor.fetchall()))
        known, close, phrases = answers
        return cls(known, close - known, phrases)
