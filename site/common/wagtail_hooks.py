"""What all apps share in the back-office: styles, refusals told early, bulk actions held to scopes; languages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.bulk_actions import DeleteBulkAction

from common.dashboard import add_panels
from common.languages import redirect_to_own_language
from common.publication import PublicationRefusedError, check_publication
from common.rich_text import LocalPageLinkHandler
from common.scopes import ScopedPolicy, is_scoped

STYLES = ("css/secteurs.css", "css/components/carreau.css", "admin/proch.css")


@hooks.register("insert_global_admin_css")
def back_office_styles() -> SafeString:
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLES))


@hooks.register("before_publish_page")
def refuse_publication(_request: HttpRequest, page: Any) -> None:
    """The form has asked already; this stands for a road that skipped it. The draft is saved by now."""
    check_publication(page)


@hooks.register("before_copy_page")
def refuse_live_copy(request: HttpRequest, page: Any) -> None:
    """A copy that is published at once, or an alias, passes the rules of publication."""
    if request.method != "POST" or not ({"publish_copies", "alias"} & request.POST.keys()):
        return
    for one in page.get_descendants(inclusive=True) if "copy_subpages" in request.POST else [page]:
        if one.live:
            check_publication(one.specific)


@hooks.register("before_bulk_action")
def publish_what_may_be(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Those that break a rule are named and left; the others are published."""
    if action_type != "publish":
        return None
    for page in list(objects):
        try:
            check_publication(page.specific.get_latest_revision_as_object())
        except PublicationRefusedError as refusal:
            objects.remove(page)
            text = _gettext("« %(page)s » n’est pas publié. %(reasons)s")
            messages.error(request, text % {"page": page, "reasons": " ".join(refusal.messages)})
    return None if objects else redirect(action.next_url)


def warn_before_review(request: HttpRequest, content: Any) -> None:
    """Submitting is allowed: the author learns at once what the reviewer could not publish."""
    if "action-submit" not in request.POST:
        return
    try:
        check_publication(content)
    except PublicationRefusedError as refusal:
        text = _gettext("À compléter avant la publication : %(reasons)s")
        messages.warning(request, text % {"reasons": " ".join(refusal.messages)})


for _name in ("after_create_page", "after_edit_page", "after_create_snippet", "after_edit_snippet"):
    hooks.register(_name, warn_before_review)


class ScopedDeleteBulkAction(DeleteBulkAction):
    """Wagtail asks the model alone; here each record is asked."""

    def check_perm(self, snippet: Any) -> bool:
        if not is_scoped(self.model):
            return bool(super().check_perm(snippet))
        return ScopedPolicy(self.model).user_has_permission_for_instance(self.request.user, "delete", snippet)


hooks.register("construct_homepage_panels", add_panels)

# After Wagtail's own, which it replaces under the same name.
hooks.register("register_bulk_action", ScopedDeleteBulkAction, order=100)

# A page reached under another language than its own moves to its own address.
hooks.register("before_serve_page", redirect_to_own_language)


@hooks.register("register_rich_text_features", order=100)
def links_in_the_language_of_the_reader(features: Any) -> None:
    features.register_link_type(LocalPageLinkHandler)
