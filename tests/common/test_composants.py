"""A component is refused what it does not take, and every one of them shows its states."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from common import composants
from common.composants import parse
from common.patterns import names, pattern

SOURCE = """{% comment %}
Une fiche.
- titre : texte du lien
- resume ? : une phrase
{% endcomment %}
{{ titre }}"""


def test_the_header_comment_is_the_signature() -> None:
    signature = parse(SOURCE)
    assert signature.summary == "Une fiche."
    assert signature.required == {"titre": "texte du lien"}
    assert signature.optional == {"resume": "une phrase"}
    assert signature.bind("fiche", {"titre": "A"}) == {"titre": "A", "resume": None}


@pytest.mark.parametrize("inputs", [{}, {"titre": "A", "inconnu": 1}])
def test_a_missing_or_unknown_input_is_refused(inputs: dict[str, object]) -> None:
    with pytest.raises(TemplateSyntaxError):
        parse(SOURCE).bind("fiche", inputs)


def test_a_template_without_header_takes_nothing() -> None:
    assert parse("<p></p>").required == {}


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    template = Template('{% load common_tags %}{% entoure "alerte" %}Bonjour {{ nom }}{% endentoure %}')
    html = template.render(Context({"nom": "<Inès>", "titre": "celui de la page"}))
    assert "Bonjour &lt;Inès&gt;" in html
    assert "celui de la page" not in html


def test_inputs_are_named() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template('{% load common_tags %}{% composant "alerte" "texte" %}')


@pytest.mark.parametrize("name", names())
def test_every_pattern_has_states_that_its_component_takes(name: str) -> None:
    found = pattern(name)
    assert found.states
    for state in found.states:
        if state.value is None and state.parts is None:
            found.signature.bind(name, state.inputs)


def test_components_with_inputs_are_all_shown_or_are_parts_of_others() -> None:
    """What stands in no pattern is a card over a model, or a part that another component shows."""
    parts = {
        "faits/fait", "pratique/ligne", "sommaire/lien", "entrees/entree", "filtres/facette",
        "filtres/champ", "chiffres/sources", "marque", "evitement", "champ", "lieux", "listing/notes",
    }  # fmt: skip
    of_models = {"fiche/metier", "fiche/formation", "evt/evenement", "rencontre/ambassadeur"}
    mine = {name for name in composants.names() if name in parts | of_models | set(names())}
    assert parts | of_models <= mine
