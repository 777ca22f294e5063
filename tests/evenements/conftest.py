"""What the tests of the events share."""

from typing import Any

import pytest


@pytest.fixture
def tasks_at_once(settings: Any) -> None:
    """Background tasks run where they are asked for."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}
    }
