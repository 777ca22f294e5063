"""An app names what is below it. import-linter holds the imports, this file what imports do not show."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.architecture.registered import our_models
from tests.architecture.source import layers
from tests.plugins.run import ROOT


def test_every_app_of_ours_has_a_layer() -> None:
    ours = [c.name for c in apps.get_app_configs() if ROOT in Path(c.path).parents and ".venv" not in c.path]
    assert set(ours) == set(layers()) - {"config"}
    # A template or a command of an upper app wins over one of a lower app.
    assert [name for name in settings.INSTALLED_APPS if name in ours] == list(layers())[1:]


def test_no_relation_to_a_higher_layer() -> None:
    """A foreign key by string is an import that import-linter does not see."""
    rank = {name: position for position, name in enumerate(layers())}
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if not field.auto_created
        and field.is_relation
        and field.related_model
        and rank.get(field.related_model._meta.app_label, 99) < rank[model._meta.app_label]
    ]
    assert wrong == []
