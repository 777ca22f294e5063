"""Django's `auth` and `messages` processors touch the session: the back-office alone gets them."""

from typing import Any

from django.contrib.auth.context_processors import auth
from django.contrib.messages.context_processors import messages
from django.http import HttpRequest


def back_office(request: HttpRequest) -> dict[str, Any]:
    """`user`, `perms` and `messages`, under `/admin/` only."""
    if not request.path_info.startswith("/admin/"):
        return {}
    return auth(request) | messages(request)
