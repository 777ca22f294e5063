"""What guards every address of the back-office, and only those."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _gettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail_2fa.middleware import VerifyUserMiddleware
from wagtail_localize.models import Translation, TranslationSource

from common.authors import OwnReviewError
from common.publication import PublicationRefusedError
from common.scopes import ANY, is_free, is_scoped, sees

Refusal = PublicationRefusedError | OwnReviewError

# Reports that list the history of every record, whoever may see it.
WHOLE_HISTORY = {"wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results"}


def in_back_office(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")


class SecondFactorMiddleware(VerifyUserMiddleware):
    """wagtail-2fa reads `request.user` on every request: a public page must not."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not in_back_office(request):
            response: HttpResponseBase = self.get_response(request)
            return response
        checked: HttpResponseBase = super().__call__(request)
        return checked


class BackOfficeMiddleware:
    """Holds scopes on addresses that name a record in their own way, and turns refusals into messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not in_back_office(request) or not request.user.is_authenticated:
            return
        match = request.resolver_match
        if match is None or match.url_name == "wagtail_bulk_action":
            return
        if match.view_name in WHOLE_HISTORY and not _has_page_rights(request.user):
            raise PermissionDenied
        for record in _named_records(kwargs):
            if is_scoped(type(record)) and not sees(request.user, record):
                raise PermissionDenied
        _refuse_whole_lists(request.user, kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if in_back_office(request) and isinstance(exception, PublicationRefusedError | OwnReviewError):
            return answer_refusal(request, exception)
        return None


def _has_page_rights(user: Any) -> bool:
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


def _named_records(kwargs: dict[str, Any]) -> list[Any]:
    """Records that wagtail-localize and the editing sessions name by keys of their own."""
    if "translation_id" in kwargs:
        translation = get_object_or_404(Translation, pk=kwargs["translation_id"])
        return [translation.source.get_source_instance(), *_targets(translation)]
    if "translation_source_id" in kwargs:
        return [
            get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"]).get_source_instance()
        ]
    model = _named_model(kwargs)
    key = kwargs.get("pk", kwargs.get("object_id"))
    if model is None or key is None:
        return []
    return list(model._default_manager.filter(pk=unquote(str(key))))


def _targets(translation: Any) -> list[Any]:
    model = translation.source.specific_content_type.model_class()
    if model is None or not issubclass(model, TranslatableMixin):
        return []
    return list(
        model._default_manager.filter(
            translation_key=translation.source.object_id, locale_id=translation.target_locale_id
        )
    )


def _named_model(kwargs: dict[str, Any]) -> Any:
    label, name = kwargs.get("app_label"), kwargs.get("model_name")
    if not label or not name:
        return None
    model = apps.all_models.get(label, {}).get(name)
    return model if model is not None and is_scoped(model) else None


def _refuse_whole_lists(user: Any, kwargs: dict[str, Any]) -> None:
    """An address that lists a model without naming a record is for those whose right is whole."""
    model = _named_model(kwargs)
    if model is not None and not ({"pk", "object_id"} & kwargs.keys()) and not is_free(user, model, ANY):
        raise PermissionDenied


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say why in French and lead back to the editor, where everything typed has been kept."""
    text = " ".join(refusal.messages)
    if isinstance(refusal, PublicationRefusedError) and refusal.instance is not None:
        text = _gettext("« %(name)s » n’est pas publié. %(reasons)s") % {
            "name": refusal.instance,
            "reasons": text,
        }
    edit_url = AdminURLFinder(request.user).get_edit_url(refusal.instance) if refusal.instance else None
    target = edit_url or "/admin/"
    if not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_code": "refused", "error_message": text}, status=400)
    messages.error(request, text)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": target})
    return redirect(target)
