"""Periodic jobs. An app registers its own in `ready()`; `manage.py scheduler` runs what is due.

    every(minutes=1)(publish_due)
    daily(at=time(3, 15))(reconcile)

A job is short: what lasts is enqueued as a background task. Each job runs alone; its failure is logged, recorded in
`JobRun`, and stops nothing else.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from common.job_runs import JobRun

logger = logging.getLogger("common.schedule")

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """`interval` between two starts, or the local hour `at` which it runs each day."""

    name: str
    run: Run
    interval: timedelta | None = None
    at: time | None = None

    def due(self, last: datetime | None, now: datetime) -> bool:
        """`last` is the start of the last run; a small slack keeps a minute's job at each minute."""
        if last is None:
            return True
        if self.interval is not None:
            return now - last >= self.interval - timedelta(seconds=5)
        return last < self._last_moment(now) <= now

    def _last_moment(self, now: datetime) -> datetime:
        local = timezone.localtime(now)
        hour = self.at or time(0)
        moment = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
        return moment if moment <= local else moment - timedelta(days=1)


_jobs: dict[str, Job] = {}


def _name(run: Run) -> str:
    return f"{run.__module__}.{getattr(run, '__qualname__', type(run).__name__)}"[-80:]


def every(*, minutes: float) -> Callable[[Run], Run]:
    """Run the function every so many minutes."""

    def add(run: Run) -> Run:
        _jobs[_name(run)] = Job(_name(run), run, interval=timedelta(minutes=minutes))
        return run

    return add


def daily(*, at: time) -> Callable[[Run], Run]:
    """Run the function each day at that hour of the site (Europe/Paris)."""

    def add(run: Run) -> Run:
        _jobs[_name(run)] = Job(_name(run), run, at=at)
        return run

    return add


def jobs() -> Iterator[Job]:
    yield from (_jobs[name] for name in sorted(_jobs))


def run_due(now: datetime | None = None) -> list[str]:
    """Run all that is due; returns the names run."""
    moment = now or timezone.now()
    last = dict(JobRun.objects.values_list("name", "started_at"))
    due = [job for job in jobs() if job.due(last.get(job.name), moment)]
    for job in due:
        run_job(job, moment)
    return [job.name for job in due]


def run_job(job: Job, moment: datetime) -> bool:
    """Run one job and record how it went; False when it failed."""
    JobRun.objects.update_or_create(
        name=job.name, defaults={"started_at": moment, "finished_at": None, "error": ""}
    )
    try:
        job.run()
    except Exception as error:
        logger.exception("Le travail %s a échoué", job.name)
        JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), error=repr(error)[:2000])
        return False
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now())
    return True
