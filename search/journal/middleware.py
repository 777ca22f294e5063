"""Writes the journal where no nginx stands before Django: the same lines, for the same requests."""

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from search.journal.lines import EMBED_PATH, SEARCH_PATH, hour_of, written
from search.journal.marking import HEADER

logger = logging.getLogger("search.journal")

#: What a click never leads to.
NOT_A_CLICK = re.compile(r"^/(?:static|media|suggest|admin|documents|embed|api|oembed|healthz|favicon)")


class JournalMiddleware:
    """Off unless `SEARCH_JOURNAL_WRITES`. A journal that cannot be written stops no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.SEARCH_JOURNAL_WRITES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        line = line_of(request, response) if request.method == "GET" else ""
        if line:
            append(line)
        return response


def line_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The line of this request, or nothing when it is none of the journal's business."""
    path, hour = request.path, hour_of(timezone.now())
    if response.status_code not in ({200, 302} if SEARCH_PATH.match(path) else {200}):
        return ""
    if EMBED_PATH.match(path):
        host = _foreign_host(request)
        return written(hour=hour, address=path, host=host) if host else ""
    origin = _own_origin(request)
    if SEARCH_PATH.match(path):
        answer = response.headers.get(HEADER, "")
        return written(hour=hour, address=request.get_full_path(), origin=origin, answer=answer)
    if origin and not NOT_A_CLICK.match(path):
        return written(hour=hour, address=path, origin=origin)
    return ""


def _own_origin(request: HttpRequest) -> str:
    """The search page of this site that led here, without the host."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or not SEARCH_PATH.match(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _foreign_host(request: HttpRequest) -> str:
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return "" if parts.netloc == request.get_host() else parts.hostname or ""


def append(line: str) -> None:
    """One write at the end of the file, opened by its name each time: the reader may have renamed it."""
    path = Path(settings.SEARCH_JOURNAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            os.write(file, line.encode("utf-8", "replace"))
        finally:
            os.close(file)
    except OSError as error:
        logger.warning("Le journal des recherches ne s’écrit pas : %s", error)
