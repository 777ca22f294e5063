"""What the clock publishes and withdraws. Wagtail's own command stops at the first refusal; this one goes on."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from common.publication import PublicationRefusedError
from common.refusal_mail import mail_refusal

logger = logging.getLogger("common.publish_due")


def _draft_models() -> Iterator[type[Any]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _apart(action: Callable[..., object], what: str, **arguments: Any) -> bool:
    """Run one change in its own transaction; a failure is logged and stays its own."""
    try:
        with transaction.atomic():
            action(**arguments)
    except PublicationRefusedError:
        raise
    except Exception:
        logger.exception("%s : échec", what)
        return False
    return True


def unpublish_expired() -> int:
    """Withdraw every live content whose end has passed."""
    done = 0
    for model in _draft_models():
        for content in list(
            model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")
        ):
            one = content.specific if isinstance(content, Page) else content
            done += _apart(
                one.unpublish,
                f"Retrait de « {content} »",
                set_expired=True,
                log_action="wagtail.unpublish.scheduled",
            )
    return done


def publish_scheduled() -> int:
    """Publish every approved revision whose moment has come; a refused one loses its date, and its history says so."""
    done = 0
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    for revision in list(due):
        try:
            done += _apart(
                revision.publish,
                f"Publication de « {revision.object_str} »",
                log_action="wagtail.publish.scheduled",
            )
        except PublicationRefusedError as refusal:
            _cancel(revision, refusal)
    return done


def _cancel(revision: Any, refusal: PublicationRefusedError) -> None:
    logger.warning("Publication programmée de « %s » refusée : %s", revision.object_str, refusal.messages)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    content = revision.content_object
    if content is not None:
        log(
            instance=content,
            action="wagtail.schedule.cancel",
            data={"refused": refusal.messages},
            revision=revision,
        )
        mail_refusal(content, refusal)


def publish_due() -> None:
    """What ends first, then what begins."""
    unpublish_expired()
    publish_scheduled()
