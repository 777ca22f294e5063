"""Inviting an ambassador: outside Wagtail's view, which would ask for a token in a cookie."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ambassadeurs.forms import InvitationForm
from ambassadeurs.models import AmbassadeurPage
from ambassadeurs.tasks import notify_referent
from common.navigation import Crumb, active_language
from common.seo import Subject, alternates_of, in_language, page_url


def consenting_page(slug: str) -> AmbassadeurPage:
    pages = AmbassadeurPage.objects.live().consenting().filter(locale__language_code=active_language())
    page = pages.filter(slug=slug).select_related("locale").first()
    if page is None:
        raise Http404
    return page


@csrf_exempt  # the token of `PublicForm` does this work without a cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inviter(request: HttpRequest, slug: str) -> HttpResponse:
    """Errors come back at their field with what was typed; a robot is thanked and forgotten."""
    page = consenting_page(slug)
    form = InvitationForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.spam:
        return redirect(f"{page_url(page)}inviter/merci/")
    if request.method == "POST" and form.is_valid():
        notify_referent.enqueue(form.save().pk)
        return redirect(f"{page_url(page)}inviter/merci/")
    context = {"form": form, "jeton": form.fresh_token()} | subject(page, "inviter/")
    return render(request, "ambassadeurs/inviter.html", context, status=400 if form.errors else 200)


@require_safe
def merci(request: HttpRequest, slug: str) -> HttpResponse:
    page = consenting_page(slug)
    return render(request, "ambassadeurs/merci.html", subject(page, "inviter/merci/"))


def subject(page: AmbassadeurPage, rest: str) -> dict[str, Any]:
    """These addresses are for people who come from the page, not for search engines."""
    title = _("Inviter %(prenom)s") % {"prenom": page.prenom}
    path = f"{page_url(page)}{rest}"
    thanks = rest.endswith("merci/")
    return {
        "page": page,
        "subject": Subject(
            title=_("Merci pour l’invitation") if thanks else title,
            path=path,
            description=_("Proposer une rencontre avec %(prenom)s à votre établissement.")
            % {"prenom": page.prenom},
            alternates={code: in_language(path, code) for code in alternates_of(page)},
            crumbs=(Crumb(title, f"{page_url(page)}inviter/"),) if thanks else (),
            indexed=False,
        ),
    }
