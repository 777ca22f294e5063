import pytest

from common.typographie import francais

NB = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tu viens ?", f"Tu viens{NB}?"),
        ("Voilà : trois mots !", f"Voilà{NB}: trois mots{NB}!"),
        ("« éolien »", f"«{NB}éolien{NB}»"),
        ("de 9 h à 17 h 30", f"de 9{NB}h à 17{NB}h{NB}30"),
        ("1 950 € brut", f"1{NB}950{NB}€ brut"),
        ("un Bac + 2", f"un Bac{NB}+{NB}2"),
        ("24 places, 2 ans", f"24{NB}places, 2{NB}ans"),
        ("l'atelier", "l’atelier"),
    ],
)
def test_spaces_and_apostrophes_are_put_back(typed: str, shown: str) -> None:
    assert francais(typed) == shown
    assert francais(shown) == shown


@pytest.mark.parametrize("text", ["https://example.org/a?b=c", "12:30", '<a href="/fr/?q=1">', "3 pommes"])
def test_addresses_and_plain_words_are_left_alone(text: str) -> None:
    assert francais(text) == text
