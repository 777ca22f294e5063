"""The seeded site lives on the day it was loaded for: its coming events are always to come.

As a command, runs one of Django's on that day: `python -m tests.plugins.clock seed_demo`.
"""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import execute_from_command_line

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date().isoformat()
# What the seed writes is older than what a test writes.
BEFORE = NOW - timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock_of_the_seed(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("seeded"):
        with time_machine.travel(NOW, tick=True):
            yield
    else:
        yield


if __name__ == "__main__":
    time_machine.travel(BEFORE if "seed_demo" in sys.argv else NOW, tick=True).start()
    execute_from_command_line(sys.argv)
