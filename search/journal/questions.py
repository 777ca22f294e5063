"""How a question is known without its text: normalised, then a keyed hash."""

import hashlib
import hmac

from django.conf import settings

from search.tuning.words import split

PURPOSE = b"search.journal"


def normalized(q: str) -> str:
    """The words, folded: "Infirmière ?" and "infirmiere" are one question."""
    return " ".join(split(q))


def digest(language: str, q: str) -> str:
    """Without the secret of the site, nobody finds the question back by trying words."""
    key = hmac.new(settings.SECRET_KEY.encode(), PURPOSE, hashlib.sha256).digest()
    return hmac.new(key, f"{language}\n{normalized(q)}".encode(), hashlib.sha256).hexdigest()
