"""The journal is counted once and erased, whatever happens in between; nothing personal is left behind."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search.journal import files, middleware, purging, storing
from search.journal.lines import hour_of, read, written
from search.journal.models import JournalFile, QuestionDay, QuestionFollow, SearchDay, SearchedQuestion
from search.journal.tasks import read_journal, read_soon
from search.journal.vocabulary import Vocabulary

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
PERSON = "marie durand 06 12 34 56 78"


@pytest.fixture
def journal(db: None, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.SEARCH_JOURNAL = str(tmp_path / "journal" / "search.log")
    monkeypatch.setattr(files, "GRACE", 0.0)
    known = Vocabulary(frozenset({"soudeur", "prof", "enseignant"}))
    monkeypatch.setattr(Vocabulary, "of", lambda _texts: known)
    monkeypatch.setattr(
        "search.journal.personal.looks_personal.__defaults__", (lambda _texts: known,), raising=False
    )
    return files.journal()


def ask(q: str, hour: int = 0, times: int = 1, total: int = 3, origin: str = "") -> None:
    for _time in range(times):
        middleware.append(
            written(
                hour=hour_of(START + timedelta(hours=hour)),
                address=f"/fr/recherche/?q={q}",
                origin=f"/fr/recherche/?q={origin}" if origin else "",
                answer=f"total={total};engine=elasticsearch;dep=",
            )
        )


def searches() -> int:
    return sum(SearchDay.objects.values_list("searches", flat=True))


def test_lines_are_counted_and_erased(journal: Path) -> None:
    ask("soudeur", times=3)
    ask("tapissier", total=0)

    done = files.read_all()

    assert (done.files, done.lines, done.refused) == (1, 4, 0)
    assert list(journal.parent.iterdir()) == []
    assert SearchDay.objects.values_list("searches", "empty").get() == (4, 1)
    assert sorted(QuestionDay.objects.values_list("searches", "empty")) == [(1, 1), (3, 0)]


def test_counts_add_up_over_pieces(journal: Path) -> None:
    for _piece in range(3):
        ask("prof")
        ask("enseignant", origin="prof")
        files.read_all()

    assert searches() == 6
    assert QuestionFollow.objects.values_list("count").get() == (3,)
    assert SearchedQuestion.objects.count() == 2


@pytest.mark.usefixtures("journal")
def test_nothing_written_is_nothing_done() -> None:
    assert files.read_all().files == 0
    assert not JournalFile.objects.exists()


def test_a_crash_before_the_commit_counts_once_later(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("soudeur")

    def crash(_tally: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(files, "store", crash)
        with pytest.raises(RuntimeError):
            files.read_all()
    assert searches() == 0
    ask("soudeur")

    files.read_all()

    assert searches() == 2
    assert list(journal.parent.iterdir()) == []


def test_a_crash_between_the_commit_and_the_erasure_counts_once(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("soudeur")

    def crash(self: Path, **_options: Any) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", crash)
        with pytest.raises(OSError, match="power cut"):
            files.read_all()
    assert len(list(journal.parent.iterdir())) == 1

    files.read_all()

    assert searches() == 1
    assert list(journal.parent.iterdir()) == []


def test_a_last_line_cut_short_is_refused_and_the_others_count(journal: Path) -> None:
    ask("soudeur", times=2)
    with journal.open("a") as file:
        file.write('{"hour":"2026-11-24T08+00:00","address":"/fr/rech')

    done = files.read_all()

    assert (done.lines, done.refused) == (2, 1)


def test_garbage_stops_nothing(journal: Path) -> None:
    ask("soudeur")
    with journal.open("ab") as file:
        file.write(b"\xff\xfe\x00\n" + b"x" * 100_000 + b"\n\n[1]\n")
    ask("prof")

    done = files.read_all()

    assert done.lines == 2
    assert done.refused >= 4


def test_a_file_rotated_by_another_is_counted_too(journal: Path) -> None:
    ask("soudeur")
    journal.rename(journal.with_name("search.log.1"))
    ask("prof")

    assert files.read_all().files == 2
    ask("soudeur")
    journal.rename(journal.with_name("search.log.1"))
    assert files.read_all().lines == 1
    assert searches() == 3


def test_a_line_that_was_on_its_way_is_not_lost(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer opened the file, then it was renamed, then the writer writes."""
    ask("soudeur")
    late = os.open(journal, os.O_WRONLY | os.O_APPEND)
    line = journal.read_bytes()

    def write_late(_seconds: float) -> None:
        os.write(late, line)
        os.close(late)

    monkeypatch.setattr("search.journal.files.time.sleep", write_late)

    assert files.read_all().lines == 2


def test_long_journals_are_counted_in_pieces(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CHUNK", 2)
    ask("soudeur", times=5)

    files.read_all()

    assert searches() == 5


def test_a_text_is_kept_with_the_fifth_different_hour(journal: Path) -> None:
    for hour in range(4):
        ask("soudeur", hour, times=9)
        files.read_all()
    question = SearchedQuestion.objects.get()
    assert (question.text, question.hours) == ("", 4)

    ask("soudeur", 4)
    files.read_all()

    question.refresh_from_db()
    assert (question.text, question.hours) == ("soudeur", 5)


def test_a_flood_of_questions_counts_in_the_totals_alone(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "MAX_NEW", 3)
    for number in range(9):
        ask(f"flot{number}", origin="" if number < 2 else f"flot{number - 1}")
    files.read_all()

    assert SearchedQuestion.objects.count() == 3
    assert searches() == 9


def test_the_same_hour_read_twice_is_one_hour(journal: Path) -> None:
    for _piece in range(6):
        ask("soudeur", 0)
        files.read_all()

    assert SearchedQuestion.objects.values_list("text", "hours").get() == ("", 1)


def test_five_hours_in_one_piece_are_five(journal: Path) -> None:
    for hour in range(5):
        ask("Soudeur", hour)
    files.read_all()

    assert SearchedQuestion.objects.get().text == "soudeur"


def test_a_person_is_never_kept_however_often_asked(journal: Path) -> None:
    for hour in range(12):
        ask(PERSON, hour, times=3)
        ask("marie durand", hour)
    files.read_all()

    assert set(SearchedQuestion.objects.values_list("text", "personal")) == {("", True)}


def test_a_question_once_seen_as_a_person_stays_so(journal: Path) -> None:
    ask("M.+Soudeur", 0)
    files.read_all()
    for hour in range(1, 8):
        ask("m+soudeur", hour)
    files.read_all()

    assert set(SearchedQuestion.objects.values_list("text", flat=True)) == {""}


def test_nothing_typed_stays_in_the_database_or_on_the_disk(journal: Path) -> None:
    for hour in range(6):
        ask(PERSON, hour)
        ask("secretissime", 0)
    files.read_all()

    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            if table.startswith(("search_", "django_tasks")):
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" AS t WHERE t::text ~* %s',  # noqa: S608 - tables of this database
                    ["durand|34 56|secretissime"],
                )
                assert cursor.fetchone()[0] == 0, table
    assert list(journal.parent.rglob("*")) == []


def test_rare_questions_are_forgotten_and_the_totals_stay(journal: Path) -> None:
    ask("soudeur")
    files.read_all()
    SearchedQuestion.objects.update(last_hour=timezone.now() - purging.RARE_KEPT - timedelta(hours=1))

    call_command("search_journal", "purge")

    assert not SearchedQuestion.objects.exists()
    assert not QuestionDay.objects.exists()
    assert searches() == 1


def test_common_questions_and_their_days_are_kept_two_years(journal: Path) -> None:
    for hour in range(storing.COMMON):
        ask("soudeur", hour)
    files.read_all()
    SearchedQuestion.objects.update(last_hour=timezone.now() - timedelta(days=200))
    purging.purge()
    assert SearchedQuestion.objects.count() == 1

    SearchDay.objects.update(day=timezone.localdate() - purging.COUNTS_KEPT - timedelta(days=1))
    SearchedQuestion.objects.update(last_hour=timezone.now() - purging.COUNTS_KEPT - timedelta(days=1))
    purging.purge()

    assert not SearchDay.objects.exists()
    assert not SearchedQuestion.objects.exists()


@pytest.mark.usefixtures("journal")
def test_reading_is_asked_once() -> None:
    read_soon()
    read_soon()

    assert DBTaskResult.objects.filter(task_path=read_journal.module_path).count() == 1


def test_the_command_says_what_it_did(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask("soudeur")
    call_command("search_journal", "read")

    assert "1 lignes comptées, 0 illisibles, 1 fichiers effacés" in capsys.readouterr().out


# Where no nginx runs


@pytest.fixture
def writing(settings: LazySettings, journal: Path) -> Callable[[], list[str]]:
    settings.SEARCH_JOURNAL_WRITES = True
    return lambda: journal.read_text().splitlines() if journal.exists() else []


def test_the_middleware_writes_the_line_that_nginx_would(
    writing: Callable[[], list[str]], client: Client
) -> None:
    client.get("/fr/recherche/?q=tapissier&dep=59", HTTP_REFERER="http://testserver/fr/recherche/?q=sellier")

    (line,) = writing()
    found = read(line)
    assert found.asked is not None
    assert found.origin is not None
    assert found.marked is not None
    assert (found.asked.q, found.asked.departement, found.origin.q) == ("tapissier", "59", "sellier")
    assert "127.0.0.1" not in line


@pytest.mark.parametrize("referer", ["", "http://testserver/fr/", "http://elsewhere/fr/recherche/?q=x"])
def test_pages_reached_otherwise_are_not_written(
    writing: Callable[[], list[str]], client: Client, referer: str
) -> None:
    client.get("/fr/plan-du-site/", headers={"referer": referer})

    assert writing() == []


def test_a_click_is_written_without_its_query(writing: Callable[[], list[str]], client: Client) -> None:
    client.get("/fr/plan-du-site/?secret=1", HTTP_REFERER="http://testserver/fr/recherche/?q=plan")

    (line,) = writing()
    assert read(line).path == "/fr/plan-du-site/"
    assert "secret" not in line


@pytest.mark.parametrize("path", ["/fr/absent/", "/en/plan-inconnu/", "/zz/recherche/?q=x"])
def test_what_is_not_there_is_not_counted(
    writing: Callable[[], list[str]], client: Client, path: str
) -> None:
    client.get(path, headers={"referer": "http://testserver/fr/recherche/?q=plan"})
    files.read_all()

    assert not SearchDay.objects.filter(clicks__gt=0).exists()
    assert not SearchDay.objects.filter(language="zz").exists()


def test_a_journal_that_cannot_be_written_stops_no_page(
    settings: LazySettings, writing: Callable[[], list[str]], client: Client
) -> None:
    settings.SEARCH_JOURNAL = "/proc/nowhere/search.log"

    assert client.get("/fr/recherche/?q=x").status_code == 200
