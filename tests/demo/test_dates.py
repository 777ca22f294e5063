"""Dates counted from the day of loading."""

from datetime import date, datetime

import pytest

from demo.loader import dates

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        ("aujourd’hui", TUESDAY),
        ("J+12", date(2026, 12, 6)),
        ("J-1", date(2026, 11, 23)),
        ("dans 3 mois", date(2027, 2, 24)),
        ("il y a 2 ans", date(2024, 11, 24)),
        ("il y a une semaine", date(2026, 11, 17)),
        ("samedi dans 3 semaines", date(2026, 12, 19)),
        ("lundi dans 1 semaine", date(2026, 11, 30)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert dates.parse_day(text, TUESDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er samedi de décembre", date(2026, 12, 5)),
        ("2e samedi de février", date(2027, 2, 13)),
        ("dernier mercredi d’avril", date(2027, 4, 28)),
        ("4e mardi de novembre", date(2026, 11, 24)),
        ("2e mardi de novembre", date(2027, 11, 9)),
        ("dernier jeudi de décembre", date(2026, 12, 31)),
        ("lendemain du 1er vendredi de mai", date(2027, 5, 8)),
        ("surlendemain du 1er jeudi de juillet", date(2027, 7, 3)),
    ],
)
def test_a_day_of_a_season_is_the_next_one(text: str, day: date) -> None:
    assert dates.parse_day(text, TUESDAY) == day


def test_a_season_moves_only_when_its_day_moves() -> None:
    text = "dates: ['2e samedi de février, de 9 h à 12 h']"
    assert dates.moving(text, TUESDAY) == dates.moving(text, date(2026, 12, 1)) == ["2027-02-13"]
    assert dates.moving(text, date(2027, 2, 14)) == ["2028-02-12"]
    assert dates.moving("dans 3 semaines", TUESDAY) == ["2026-11-24"]
    assert dates.moving("un atelier dans la cour", TUESDAY) == []


def test_a_night_ends_the_next_day() -> None:
    night = dates.parse_session("2e vendredi de janvier, de 18 h à 0 h 30", TUESDAY)
    assert night.debut == datetime(2027, 1, 8, 18, tzinfo=dates.PARIS)
    assert night.fin == datetime(2027, 1, 9, 0, 30, tzinfo=dates.PARIS)


def test_the_last_day_of_a_short_month() -> None:
    assert dates.parse_day("dans 3 mois", date(2026, 11, 30)) == date(2027, 2, 28)


def test_a_session_in_paris_time() -> None:
    session = dates.parse_session(
        "samedi dans 3 semaines, de 9 h à 12 h 30 · Pour les classes de 3e", TUESDAY
    )
    assert session.debut == datetime(2026, 12, 19, 9, tzinfo=dates.PARIS)
    assert session.fin == datetime(2026, 12, 19, 12, 30, tzinfo=dates.PARIS)
    assert session.precision == "Pour les classes de 3e"


def test_a_moment() -> None:
    assert dates.parse_moment("dans 8 jours, 23 h 59", TUESDAY) == datetime(
        2026, 12, 2, 23, 59, tzinfo=dates.PARIS
    )


@pytest.mark.parametrize(
    "text",
    ["bientôt", "2026-13-45", "samedi", "J+", "5e samedi de mars", "1er samedi de brumaire"],
)
def test_what_is_no_day_is_said_in_french(text: str) -> None:
    with pytest.raises(ValueError, match=r"incomprise|n’existe pas"):
        dates.parse_day(text, TUESDAY)


@pytest.mark.parametrize(
    "text",
    ["samedi dans 3 semaines", "J+1, de 12 h à 9 h", "J+1, de 9 h à 25 h", "J+1, de 9 h à 3 h", "J+1, à 9 h"],
)
def test_what_is_no_session(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        dates.parse_session(text, TUESDAY)
