"""Tells by mail that a scheduled publication was refused: nobody is at the screen when it happens."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils.translation import gettext as _gettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from common.authors import authors
from common.publication import PublicationRefusedError


def mail_refusal(content: Any, refusal: PublicationRefusedError) -> None:
    """One mail to each person who wrote it and may still open it."""
    people = get_user_model().objects.filter(pk__in=authors(content), is_active=True).exclude(email="")
    for user in people.order_by("pk"):
        path = AdminURLFinder(user).get_edit_url(content) or "/admin/"
        body = _gettext(
            "« %(content)s » devait être publié à cette heure. Une règle l’empêche :\n\n%(reasons)s\n\n"
            "La date de publication est retirée, le brouillon est gardé : %(url)s"
        ) % {
            "content": content,
            "reasons": "\n".join(refusal.messages),
            "url": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}",
        }
        subject = _gettext("Publication programmée refusée : %(content)s") % {"content": content}
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email], fail_silently=True)
