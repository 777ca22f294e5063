"""A small site, one person per role, and forms posted as a browser would post them."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from common.roles import Role
from tests.search.factories import Tree

INVISIBLE = {"submit", "button", "image", "file", "reset"}


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def make_user(role: Role, login: str = "") -> Any:
    user = get_user_model().objects.create_user(login or str(role.label), password="mot de passe")
    user.groups.add(Group.objects.get(name=role.value))
    return user


@pytest.fixture
def person(db: None) -> Callable[..., Client]:
    """`person(Role.REDACTION)`: a client where somebody of that role is logged in; `client.person` is the user."""

    def of(role: Role, login: str = "") -> Client:
        client = Client()
        client.person = make_user(role, login)  # type: ignore[attr-defined]
        client.force_login(client.person)  # type: ignore[attr-defined]
        return client

    return of


def fields_of(html: bytes) -> dict[str, Any]:
    """What a browser would send of the editor's form, streams being empty."""
    document = lxml.html.fromstring(html.decode())
    form = next(
        form
        for form in document.forms
        if form.xpath(".//input[@name='csrfmiddlewaretoken']") and _is_editor(form)
    )
    data: dict[str, Any] = {}
    for element in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        if "__prefix__" not in element.name and element.get("type") not in INVISIBLE:
            _add(data, element)
    for stream in form.xpath(".//*[@data-block]"):
        data.setdefault(f"{stream.get('id')}-count", "0")
    return data


def _is_editor(form: Any) -> bool:
    return bool(form.xpath(".//*[@name='action-publish' or @name='action-submit' or @data-edit-form]")) or (
        form.get("id") in {"page-edit-form", "w-editor-form"} or form.get("data-edit-form") is not None
    )


def _add(data: dict[str, Any], element: Any) -> None:
    if element.tag == "select":
        if element.value is not None and not element.get("multiple"):
            data[element.name] = element.value
        elif element.get("multiple"):
            data[element.name] = list(element.value)
    elif element.get("type") in {"checkbox", "radio"}:
        if element.get("checked") is not None:
            value = element.get("value", "on")
            data[element.name] = (
                [*data.get(element.name, []), value] if element.get("type") == "checkbox" else value
            )
    else:
        data[element.name] = element.value or ""


def errors_of(response: Any) -> dict[str, Any]:
    """Every error of the form shown, those of child objects included."""
    form = response.context["form"]
    found: dict[str, Any] = {name: list(messages) for name, messages in form.errors.items()}
    for name, formset in form.formsets.items():
        messages = [*formset.non_form_errors(), *(error for error in formset.errors if error)]
        if messages:
            found[name] = messages
    return found
