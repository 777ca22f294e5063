"""Lists of words of the analyzers, folded (without accents), as they stand when the filters meet them.

Ours and not `_french_`: the stock list holds "son" (métiers du son), "été", "as" (aide-soignant) and lacks "les".
"""

ELISIONS_FR = [
    "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu", "presqu",
]  # fmt: skip

STOP_FR = [
    "a", "au", "aux", "avec", "ce", "ces", "cet", "cette", "comme", "d", "dans", "de", "des", "du", "elle", "elles",
    "en", "entre", "et", "eux", "faire", "il", "ils", "je", "j", "l", "la", "le", "les", "leur", "leurs", "lui", "m",
    "ma", "mais", "me", "mes", "moi", "mon", "n", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour",
    "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "s", "sa", "se", "ses", "soi", "suis", "sur",
    "t", "ta", "te", "tes", "toi", "tu", "un", "une", "veut", "veux", "vers", "vos", "votre", "vous", "y",
]  # fmt: skip

#: Kept as they are: a stemmer would merge them with another word.
UNSTEMMED_FR = [
    "aes", "bac", "bp", "bpjeps", "bts", "but", "cap", "cfa", "cpge", "cqp", "deust", "dut", "ifas", "ifsi", "jpo",
    "licence", "mco", "mfr", "staps", "tci",
]  # fmt: skip

STOP_EN = [
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "how", "i", "in", "is", "it", "me", "my",
    "of", "on", "or", "that", "the", "this", "to", "want", "was", "what", "which", "with", "you", "your",
]  # fmt: skip

SMALL_WORDS = frozenset({*STOP_FR, *STOP_EN})
