"""Feminine and masculine forms out of « Masculin / Féminin complément », as ROME and ONISEP write titles."""

SEPARATOR = " / "


def both_forms(label: str) -> tuple[str, str]:
    """Feminine and masculine titles; both empty when the label does not say them apart.

    The complement is written once, after the feminine: « Chef / Cheffe d’équipe » is « Chef d’équipe ».
    """
    masculine, separator, feminine = label.partition(SEPARATOR)
    if not separator or SEPARATOR in feminine:
        return "", ""
    first, second = masculine.split(), feminine.split()
    if not first or len(second) < len(first):
        return "", ""
    return feminine, " ".join([*first, *second[len(first) :]])
