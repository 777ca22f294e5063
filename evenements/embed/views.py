"""`/embed/v1/agenda/`: the coming dates in the frame of another site, under the filters of the agenda."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from evenements.embed.forms import read_look
from evenements.listings import EvenementListing
from evenements.models import Evenement

#: Dates shown when the address does not say how many.
DEFAULT_SIZE = "4"


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": [NONE], "connect-src": [NONE], "frame-src": [NONE]})
def agenda(request: HttpRequest) -> HttpResponse:
    """Context of `evenements/embed.html`: `listing`, `look` and `more`, the address of the same dates on the site."""
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        data = request.GET.copy()
        data.setdefault("n", DEFAULT_SIZE)
        request.GET = data  # type: ignore[assignment]  # a copy with a default size
        events = Evenement.objects.localized(language).for_listing()
        listing = EvenementListing(request, events)
        query = listing.form.querystring(n=None, page=None)
        context = {"listing": listing, "look": read_look(data), "more": f"?{query}" if query else ""}
        return render(request, "evenements/embed.html", context)
