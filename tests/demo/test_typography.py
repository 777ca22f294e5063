"""What the loader adds to a text so that a writer need not."""

import pytest

from demo.loader import typography

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Attends : oui ?", f"Attends{NBSP}: oui{NBSP}?"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("l'atelier", "l’atelier"),
        ("à 17 h 30", f"à 17{NBSP}h{NBSP}30"),
        ("1 950 €", f"1{NBSP}950{NBSP}€"),
        ("53 % et 107 km", f"53{NBSP}% et 107{NBSP}km"),
        ("le 03 53 01 40 00", f"le 03{NBSP}53{NBSP}01{NBSP}40{NBSP}00"),
    ],
)
def test_french(typed: str, printed: str) -> None:
    assert typography.apply(typed) == printed


def test_twice_changes_nothing() -> None:
    once = typography.apply("« À 7 h 30 : 1 950 € ? »")
    assert typography.apply(once) == once


def test_english_keeps_its_spaces() -> None:
    assert typography.apply("Why? It's 7:30.", "en") == "Why? It’s 7:30."
