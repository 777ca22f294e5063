"""A real subscriber: vdirsyncer fetches our calendar over HTTP, khal shows it, and both follow the changes.

Both come from packages and run as processes of their own; nothing of ours helps them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evenements.models import Evenement
from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import republish
from tests.home.factories import tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.integration]
BIN = Path(sys.executable).parent


class Subscriber:
    """A person with a calendar: one subscription, synchronised and shown."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.calendars = folder, folder / "calendars"
        (folder / "vdirsyncer").write_text(
            f"""[general]
status_path = "{folder}/status"
[pair agenda]
a = "local"
b = "site"
collections = null
conflict_resolution = "b wins"
partial_sync = "revert"
[storage local]
type = "filesystem"
path = "{self.calendars}"
fileext = ".ics"
[storage site]
type = "http"
url = "{address}"
"""
        )
        (folder / "khal").write_text(
            f"""[calendars]
[[agenda]]
path = {self.calendars}
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Paris
default_timezone = Europe/Paris
[sqlite]
path = {folder}/khal.db
"""
        )
        self.calendars.mkdir()
        self.run("vdirsyncer", "-c", str(folder / "vdirsyncer"), "discover", text="y\n")

    def run(self, program: str, *arguments: str, text: str = "") -> str:
        done = subprocess.run(
            [str(BIN / program), *arguments], capture_output=True, text=True, input=text, timeout=60, check=False,
            env=os.environ | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def synchronise(self) -> str:
        said = self.run("vdirsyncer", "-v", "WARNING", "-c", str(self.folder / "vdirsyncer"), "sync")
        assert "warning" not in said.lower(), said
        assert "error" not in said.lower(), said
        return said

    def shown(self) -> list[str]:
        """“2026-11-27 09:00 12:00 CANCELLED [Annulé] Salon”"""
        text = self.run(
            "khal", "-c", str(self.folder / "khal"), "list", "--day-format", "", "--format",
            "{start-long} {end-time} {status} {title}", at(0).date().isoformat(), "60d",
        )  # fmt: skip
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_a_subscriber_sees_what_moves_and_what_is_cancelled(live_server, tmp_path: Path) -> None:
    tree()
    salon = EvenementFactory(titre="Salon 🧑🏽‍🔧, « l’orientation »", sessions=[(3, 9, 12), (10, 9, 12)])
    forum = EvenementFactory(titre="Forum", type="forum", sessions=[(4, 14, 17)])
    for event in (salon, forum):
        republish(event)
    day = {number: at(number).date().isoformat() for number in (3, 4, 10, 20)}
    title = "Salon 🧑🏽‍🔧, « l’orientation »"
    subscriber = Subscriber(tmp_path, f"{live_server.url}/fr/agenda/agenda.ics?dep=59")
    subscriber.synchronise()
    assert subscriber.shown() == [
        f"{day[3]} 09:00 12:00 CONFIRMED {title}",
        f"{day[4]} 14:00 17:00 CONFIRMED Forum",
        f"{day[10]} 09:00 12:00 CONFIRMED {title}",
    ]
    assert len(list(subscriber.calendars.glob("*.ics"))) == 3

    republish(salon, sessions=[(at(3, 14), at(3, 16)), (at(20, 9), at(20, 12))])
    republish(forum, etat="annule")
    subscriber.synchronise()
    assert subscriber.shown() == [
        f"{day[3]} 14:00 16:00 CONFIRMED {title}",
        f"{day[4]} 14:00 17:00 CANCELLED [Annulé] Forum",
        f"{day[20]} 09:00 12:00 CONFIRMED {title}",
    ]
    assert len(list(subscriber.calendars.glob("*.ics"))) == 3, "the same dates, none beside"

    Evenement.objects.get(pk=forum.pk).unpublish()
    subscriber.synchronise()
    assert [line.rpartition(" ")[2] for line in subscriber.shown()] == ["»", "»"]
