"""When what the agenda says last changed: never the moment of the request, or nothing could be compared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from evenements.models import Evenement, EvenementSession

#: Of an agenda that never changed.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def changed_at(now: datetime | None = None) -> datetime:
    """One query: the last publication, the last act in the back-office (withdrawn, deleted…), the last date that ended.

    Later than need be for one list of events, never earlier.
    """
    kind = ContentType.objects.get_for_model(Evenement)
    published = _latest(Evenement.objects.all(), "last_published_at")
    acts = _latest(ModelLogEntry.objects.filter(content_type=kind), "timestamp")
    ended = _latest(EvenementSession.objects.filter(fin__lt=now or timezone.now()), "fin")
    moments = [moment for (moment,) in published.union(acts, ended, all=True) if moment]
    return max(moments, default=NEVER)


def _latest(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    return rows.order_by(F(name).desc(nulls_last=True)).values_list(name)[:1]
