from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from common import dates

NB = "\u00a0"
MORNING = datetime(2026, 11, 28, 8, tzinfo=UTC)  # 9 h in Paris
NOON = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 4, 9, tzinfo=UTC)


def test_days_are_said_in_french() -> None:
    assert dates.jour(MORNING) == f"samedi 28{NB}novembre 2026"
    assert dates.jour(date(2027, 3, 1), year=False) == f"lundi 1er{NB}mars"
    assert dates.jour_simple(date(2026, 11, 3)) == f"3{NB}novembre 2026"
    assert dates.jour_court(MORNING) == f"28{NB}nov."
    assert dates.jour_court(date(2027, 1, 13)) == f"13{NB}janv."
    assert dates.semaine_court(MORNING) == "sam."
    assert dates.mois(MORNING) == "Novembre 2026"


def test_hours_are_those_of_paris() -> None:
    assert dates.heure(MORNING) == f"9{NB}h"
    assert dates.heure(NOON) == f"13{NB}h{NB}30"
    assert dates.horaire(MORNING, NOON) == f"9{NB}h à 13{NB}h{NB}30"
    assert dates.horaire(MORNING) == f"9{NB}h"


def test_a_night_keeps_its_hours() -> None:
    evening = datetime(2027, 1, 29, 17, tzinfo=UTC)
    assert dates.horaire(evening, datetime(2027, 1, 29, 23, 30, tzinfo=UTC)) == f"18{NB}h à 0{NB}h{NB}30"
    assert dates.horaire(evening, datetime(2027, 1, 31, 1, tzinfo=UTC)) == f"du 29 au 31{NB}janvier 2027"


def test_an_hour_before_midnight_in_utc_is_the_next_day_in_paris() -> None:
    late = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    assert dates.jour_court(late) == f"29{NB}nov."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (FEBRUARY, datetime(2027, 2, 6, 17, tzinfo=UTC), f"du 4 au 6{NB}février 2027"),
        (date(2027, 1, 30), date(2027, 2, 2), f"du 30{NB}janvier au 2{NB}février 2027"),
        (date(2026, 12, 30), date(2027, 1, 2), f"du 30{NB}décembre 2026 au 2{NB}janvier 2027"),
        (date(2027, 2, 4), date(2027, 2, 4), f"jeudi 4{NB}février 2027"),
    ],
)
def test_a_period_repeats_nothing(first: dates.Moment, last: dates.Moment, words: str) -> None:
    assert dates.periode(first, last) == words


def test_an_event_of_several_days_says_its_days() -> None:
    assert dates.horaire(FEBRUARY, datetime(2027, 2, 6, 17, tzinfo=UTC)) == f"du 4 au 6{NB}février 2027"


def test_english_keeps_its_own_ways() -> None:
    with translation.override("en"):
        assert dates.jour(MORNING) == f"Saturday 28{NB}November 2026"
        assert dates.heure(MORNING) == "09:00"
        assert dates.semaine_court(MORNING) == "Sat"


def test_a_plain_day_has_no_hour() -> None:
    assert dates.heure(date(2026, 11, 28)) == ""  # type: ignore[arg-type]  # templates give what they have
