"""From lines to sums: what is a search, a click, a refinement; what is none."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from search.journal.counting import Follow, Key, Place, QuestionPlace, Tally
from search.journal.lines import NotALineError, asked, hour_of, read, written
from search.journal.questions import digest

HOUR = "2026-11-24T13+00:00"
DAY = date(2026, 11, 24)


def tally(*lines: dict[str, str], places: Any = None) -> Tally:
    done = Tally(places=places or {})
    for line in lines:
        done.add(read(written(**({"hour": HOUR} | line))))
    return done


def search(query: str, origin: str = "", total: int = 4, **more: Any) -> dict[str, str]:
    dep = ",".join(more.get("dep", ()))
    answer = f"total={total};engine={more.get('engine', 'elasticsearch')};dep={dep}"
    path = f"/{more.get('language', 'fr')}/recherche/"
    line = {"address": f"{path}?{query}", "origin": f"{path}?{origin}" if origin else "", "answer": answer}
    return line | ({"hour": more["hour"]} if "hour" in more else {})


def click(origin: str, path: str = "/fr/metiers/soudeuse/") -> dict[str, str]:
    return {"address": path, "origin": f"/fr/recherche/?{origin}"}


def key(q: str, language: str = "fr") -> Key:
    return Key(language, digest(language, q))


def counted(done: Tally, q: str, place: str = "") -> dict[str, int]:
    return {name: number for name, number in done.days[QuestionPlace(DAY, key(q), place)].items() if number}


def test_a_search_counts_once_with_its_outcome():
    done = tally(search("q=soudeur"), search("q=Soudeur+!", total=0, engine="postgresql"))

    assert counted(done, "soudeur") == {"searches": 2, "empty": 1, "degraded": 1}
    assert done.totals[Place(DAY, "fr", "")]["searches"] == 2


def test_one_question_in_two_languages_is_two():
    done = tally(search("q=rugby"), search("q=rugby", language="en"))

    assert {question.language for question in done.questions} == {"fr", "en"}


def test_clicks_belong_to_the_search_they_come_from():
    done = tally(search("q=soudeur"), click("q=soudeur"), click("q=soudeur&dep=59"))

    assert counted(done, "soudeur") == {"searches": 1, "clicks": 1}
    assert counted(done, "soudeur", "59") == {"clicks": 1}


def test_a_click_follows_the_place_understood_in_its_search():
    done = tally(search("q=kine+lille", dep=("59",)), click("q=kine+lille"))

    assert counted(done, "kine lille", "59") == {"searches": 1, "clicks": 1}


def test_a_click_follows_the_place_understood_in_an_earlier_piece():
    done = tally(click("q=kine+lille"), places={key("kine lille"): "59"})

    assert counted(done, "kine lille", "59") == {"clicks": 1}


@pytest.mark.parametrize("dep", [(), ("59", "62")])
def test_no_place_or_several_is_no_place(dep):
    done = tally(search("q=soudeur", dep=dep))

    assert counted(done, "soudeur", "") == {"searches": 1}


def test_another_question_is_a_refinement_of_the_first():
    done = tally(search("q=prof"), search("q=enseignant", origin="q=prof"))

    assert counted(done, "prof") == {"searches": 1, "refined": 1}
    assert counted(done, "enseignant") == {"searches": 1}
    assert done.follows == {Follow(DAY, key("prof"), key("enseignant"), ""): 1}


def test_a_filter_on_the_same_question_is_no_new_search():
    done = tally(
        search("q=prof"),
        search("q=prof&secteur=sante&niveau=5", origin="q=prof"),
        search("q=prof&secteur=sante", origin="q=prof&secteur=sante&niveau=5"),
    )

    assert counted(done, "prof") == {"searches": 1}
    assert done.follows == {
        Follow(DAY, key("prof"), None, "secteur"): 1,
        Follow(DAY, key("prof"), None, "niveau"): 2,
    }


def test_pages_are_turned_not_searched():
    done = tally(search("q=prof&page=2", origin="q=prof"), search("q=prof&page=3"))

    assert done.follows == {Follow(DAY, key("prof"), None, "page"): 1}
    assert not done.totals


def test_the_same_page_asked_again_from_itself_is_nothing():
    assert not tally(search("q=prof", origin="q=prof")).totals


def test_filters_without_words_are_browsing():
    done = tally(search("dep=59"), search("dep=59&niveau=3", origin="dep=59"))

    assert done.totals[Place(DAY, "fr", "59")] == {"browsed": 1}
    assert not done.questions


def test_all_the_choices_of_a_facet_are_seen_on_the_way():
    facet = {"address": "/fr/recherche/filtre/secteur/?q=prof", "origin": "/fr/recherche/?q=prof"}
    back = search("q=prof&secteur=sante") | {"origin": "/fr/recherche/filtre/secteur/?q=prof"}
    done = tally(facet, back)

    assert not done.totals
    assert done.follows == {Follow(DAY, key("prof"), None, "secteur"): 1}


def test_an_answer_that_says_nothing_is_a_search_all_the_same():
    done = tally(search("q=prof") | {"answer": ""})

    assert counted(done, "prof") == {"searches": 1}


def test_frames_are_counted_by_site():
    frame = {"address": "/embed/v1/agenda/", "host": "lycee.example"}
    done = tally(frame, frame, {"address": "/embed/v1/agenda/", "host": "<script>"})

    assert done.embeds == {(DAY, "lycee.example", "/embed/v1/agenda/"): 2}


def test_days_are_those_of_the_site():
    late = search("q=prof", hour="2026-11-24T23+00:00")

    assert next(iter(tally(late).totals)).day == date(2026, 11, 25)


def test_hours_are_written_without_minutes():
    assert hour_of(datetime(2026, 11, 24, 13, 59, 58, tzinfo=UTC)) == HOUR


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        '{"hour":"2026-11-24T13+00:00","addr',
        "[]",
        "null",
        written(hour="hier", address="/fr/recherche/"),
        written(hour="2026-13-45T99+00:00", address="/fr/recherche/"),
        written(hour=HOUR, address="/fr/recherche/?q=" + "x" * 9000),
        '{"hour":1,"address":2,"origin":3,"answer":4,"host":5}',
    ],
)
def test_what_is_not_a_line_is_refused(text):
    with pytest.raises(NotALineError):
        read(text)


@pytest.mark.parametrize(
    "address",
    [
        "/fr/metiers/",
        "//[",
        "/fr/recherche/filtre/A/",
        "/fr/recherche/x",
        "?q=x",
        "/fr/recherche/?" + "a=1&" * 200,
    ],
)
def test_other_addresses_are_no_search(address):
    assert asked(address) is None


def test_words_without_letters_are_no_question():
    found = asked("/fr/recherche/?q=%3F%3F%21&dep=59")
    assert found is not None
    assert (found.q, found.departement) == ("", "59")


def test_the_commune_tells_the_departement():
    found = asked("/fr/recherche/?q=x&commune=80021")
    assert found is not None
    assert found.departement == "80"


def test_a_hash_tells_nothing_without_the_secret_of_the_site(settings):
    before = digest("fr", "infirmière")
    assert before == digest("fr", "Infirmiere ?")
    settings.SECRET_KEY = "another"
    assert digest("fr", "infirmière") != before
