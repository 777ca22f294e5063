"""Rights on a part of a model: some groups may act only on the records of their territory or of their type.

Wagtail's views of snippets ask the model alone. A `Scope` says what part a group may see and change; `ScopedPolicy`
answers with it wherever a view asks a policy, `guard()` stands before every address that names a record, and
`scope_error()` refuses in the form what would be saved outside.

A person in several groups has the union: a right that comes from a group without scope is whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.permission_policies import ModelPermissionPolicy


@dataclass(frozen=True, slots=True)
class Scope:
    """`within(user)`: condition on the queryset; `contains(user, record)`: the same on values not saved yet."""

    group: str
    within: Callable[[Any], Q]
    contains: Callable[[Any, Any], bool]
    refusal: Callable[[Any], str]


_scopes: dict[type[Model], list[Scope]] = {}


def register_scope(model: type[Model], scope: Scope) -> None:
    known = [other for other in _scopes.get(model, []) if other.group != scope.group]
    _scopes[model] = [*known, scope]


def is_scoped(model: type[Model]) -> bool:
    return model in _scopes


def group_names(user: Any) -> frozenset[str]:
    """Names of the user's groups, read once per request."""
    if not hasattr(user, "_group_names"):
        user._group_names = frozenset(user.groups.values_list("name", flat=True))
    names: frozenset[str] = user._group_names
    return names


def scopes_of(user: Any, model: type[Model]) -> list[Scope]:
    return [scope for scope in _scopes.get(model, []) if scope.group in group_names(user)]


def is_free(user: Any, model: type[Model], actions: Iterable[str]) -> bool:
    """Whether one of the rights comes from elsewhere than a group with a scope."""
    if user.is_superuser or not is_scoped(model):
        return True
    limited = {scope.group for scope in _scopes[model]}
    codenames = [get_permission_codename(action, model._meta) for action in actions]
    cache: dict[Any, bool] = user.__dict__.setdefault("_free_rights", {})
    key = (model, *sorted(codenames))
    if key not in cache:
        rights = Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model), codename__in=codenames
        )
        own = Q(group__user=user) & ~Q(group__name__in=limited)
        cache[key] = rights.filter(Q(user=user) | own).exists()
    return cache[key]


class ScopedPolicy(ModelPermissionPolicy):
    """Model permissions, narrowed to the scopes of the user's groups."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action):
            return False
        if is_free(user, self.model, [action]):
            return True
        return any(scope.contains(user, instance) for scope in scopes_of(user, self.model))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        actions = list(actions)
        records = super().instances_user_has_any_permission_for(user, actions)
        if is_free(user, self.model, actions):
            return records
        condition = Q(pk__in=[])
        for scope in scopes_of(user, self.model):
            condition |= scope.within(user)
        return records.filter(pk__in=self.model._default_manager.filter(condition).values("pk"))


ANY = ("add", "change", "delete", "publish", "view")


def visible(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The records that the user may see in lists and choosers."""
    return ScopedPolicy(model).instances_user_has_any_permission_for(user, ANY)


def sees(user: Any, record: Any) -> bool:
    """Whether the user has some right on the record, in a scope of theirs where the right is narrowed."""
    return ScopedPolicy(type(record)).user_has_any_permission_for_instance(user, ANY, record)


def scope_error(user: Any, record: Any) -> str:
    """Why the user may not save the record with these values; empty when it may be saved."""
    model = type(record)
    if user is None or is_free(user, model, ("add", "change")):
        return ""
    scopes = scopes_of(user, model)
    if not scopes or any(scope.contains(user, record) for scope in scopes):
        return ""
    return scopes[0].refusal(user)


def guard(view: Callable[..., HttpResponseBase], model: type[Model]) -> Callable[..., HttpResponseBase]:
    """Refuse every address whose `pk` names a record the user has no right on, whatever the view checks itself."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            record = get_object_or_404(model, pk=unquote(str(kwargs["pk"])))
            if not sees(request.user, record):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
