"""What must not stay: a page whose consent has ended, the data of a school a year after its request."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ambassadeurs.models import AmbassadeurPage, DemandeRencontre

REQUESTS_KEPT = timedelta(days=365)


def withdraw_ended_consents() -> int:
    """Unpublish pages without a valid consent today; readers stopped seeing them at the minute it ended."""
    valid = AmbassadeurPage.objects.consenting().values("pk")
    ended = AmbassadeurPage.objects.live().filter(~Q(pk__in=valid)).order_by("pk")
    count = 0
    for page in ended:
        page.unpublish(log_action=True)
        count += 1
    return count


def erase_old_requests() -> int:
    """Number of requests erased: the form promises one year."""
    old = DemandeRencontre.objects.filter(recue_le__lt=timezone.now() - REQUESTS_KEPT)
    return old.delete()[0]
