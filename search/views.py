"""Search page, suggestions."""

from django.http import HttpRequest, HttpResponse


def search(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def facet(request: HttpRequest, name: str) -> HttpResponse:
    raise NotImplementedError


def suggest(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
