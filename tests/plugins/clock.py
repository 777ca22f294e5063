"""The seeded site lives on the day it was loaded for: its coming events are always to come."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date().isoformat()


@pytest.fixture(autouse=True)
def _clock_of_the_seed(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("seeded"):
        with time_machine.travel(NOW, tick=True):
            yield
    else:
        yield
