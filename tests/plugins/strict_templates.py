"""An undefined variable in one of our templates fails the test; the back-office's own rely on leniency.

`pytest.fail` raises no ordinary exception, which `{% if %}` would swallow. What may be absent says so in the template:
`{{ note|default:"" }}`, `{% if note|default:"" %}`.
"""

import copy
from typing import Any

import pytest
from django.template.base import FilterExpression, VariableDoesNotExist

from tests.plugins.run import ROOT

OURS = str(ROOT / "templates")
OPTIONAL = {"default", "default_if_none"}
lenient_resolve = FilterExpression.resolve


def current_template(context: Any) -> str:
    """File of the template being rendered, included ones too; empty when it is not a file."""
    template = getattr(getattr(context, "render_context", None), "template", None)
    return str(template.origin.name) if template and template.origin else ""


def strict_resolve(expression: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
    name = current_template(context) if expression.is_var else ""
    if not name.startswith(OURS) or _is_optional(expression):
        return lenient_resolve(expression, context, ignore_failures)
    try:
        value = expression.var.resolve(context)
    except VariableDoesNotExist as error:
        pytest.fail(f"{name[len(OURS) + 1 :]}: « {expression.token} » is undefined ({error})")
    filters = copy.copy(expression)
    filters.var, filters.is_var = value, False
    return lenient_resolve(filters, context, ignore_failures)


def _is_optional(expression: FilterExpression) -> bool:
    return bool(expression.filters) and expression.filters[0][0].__name__ in OPTIONAL


@pytest.fixture(autouse=True)
def _strict_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FilterExpression, "resolve", strict_resolve)
