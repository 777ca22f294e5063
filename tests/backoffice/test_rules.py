"""Each rule of publication, on the content that it protects. A draft may break them all."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ambassadeurs.models import AmbassadeurPage
from chiffres.enums import Diffusion, Grain, Nature, Unite
from chiffres.models import Chiffre
from common.admin_forms import PublicationPageForm
from evenements.enums import Mode
from evenements.models import Evenement, EvenementSession
from metiers.models import MetierPage, MetierPreuveRev3
from secteurs.models import ThemeRev3
from territoires.models import Etablissement
from tests.search.factories import Tree

TODAY = date(2026, 11, 24)


def chiffre(**fields: Any) -> Chiffre:
    defaults = {
        "cle": "x", "nature": Nature.TENSION, "libelle": "x", "valeur": 1, "unite": Unite.POURCENT, "annee": 2024,
        "grain": Grain.METIER_REGION, "source_titre": "BMO", "source_editeur": "France Travail",
    }  # fmt: skip
    return Chiffre(**defaults | fields)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, set()),
        ({"annee": None}, {"annee"}),
        ({"source_titre": ""}, {"source_titre"}),
        ({"source_editeur": ""}, {"source_titre"}),
        ({"valeur": None}, {"valeur"}),
        ({"valeur": None, "diffusion": Diffusion.NON_DIFFUSE}, set()),
    ],
)
def test_a_figure_has_its_source_and_its_year(fields: dict[str, Any], refused: set[str]) -> None:
    assert set(chiffre(**fields).publication_errors()) == refused


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"diffusion": Diffusion.NON_DIFFUSE}, "valeur"),
        ({"diffusion": Diffusion.TROP_PEU, "valeur": None}, "seuil"),
        ({"grain": Grain.ETABLISSEMENT}, "etablissement"),
    ],
)
def test_a_figure_says_nothing_that_its_source_does_not(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        chiffre(**fields).clean()
    assert set(error.value.message_dict) == {field}


SOURCE = [("source", {"titre": "Rapport", "editeur": "ADEME", "date": TODAY, "url": ""})]


@pytest.mark.parametrize(
    ("changement", "sources", "accepted"),
    [
        ("On soude des mâts d’éoliennes.", SOURCE, True),
        ("", SOURCE, False),
        ("   ", SOURCE, False),
        ("On soude des mâts d’éoliennes.", [], False),
    ],
)
def test_a_rev3_link_has_its_sentence_and_its_source(
    db: None, changement: str, sources: Any, accepted: bool
) -> None:
    theme = ThemeRev3.objects.create(name="Énergie", slug="energie", resume="x", icone="x", couleur="#0b5a3b")
    page = Tree().metier(live=False)
    page.preuves_rev3.add(MetierPreuveRev3(tag=theme, changement=changement, sources=sources))

    assert ("preuves_rev3" not in page.publication_errors()) is accepted


def ambassadeur(**fields: Any) -> AmbassadeurPage:
    today = timezone.localdate()
    defaults = {
        "charte_signee_le": today, "consentement_le": today, "consentement_jusqu_au": today + timedelta(days=9),
    }  # fmt: skip
    return AmbassadeurPage(prenom="Inès", **defaults | fields)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, set()),
        ({"charte_signee_le": None}, {"charte_signee_le"}),
        ({"consentement_le": None}, {"consentement_jusqu_au"}),
        ({"consentement_jusqu_au": None}, {"consentement_jusqu_au"}),
        ({"consentement_jusqu_au": date(2020, 1, 1)}, {"consentement_jusqu_au"}),
        ({"mineur": True}, {"consentement_parental_le"}),
        ({"mineur": True, "consentement_parental_le": TODAY}, set()),
    ],
)
def test_an_ambassador_consents(db: None, fields: dict[str, Any], refused: set[str]) -> None:
    assert set(ambassadeur(**fields).publication_errors()) == refused


def test_consent_that_ends_before_it_begins_is_no_draft_either(db: None) -> None:
    with pytest.raises(ValidationError):
        ambassadeur(consentement_le=TODAY, consentement_jusqu_au=TODAY - timedelta(days=1)).clean()


def event(*, hours: int = 2, sessions: int = 1, **fields: Any) -> Evenement:
    found = Evenement(titre="Forum", resume="x", **fields)
    start = timezone.now()
    found.sessions.set(
        [EvenementSession(debut=start, fin=start + timedelta(hours=hours)) for _number in range(sessions)]
    )
    return found


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"lieu": "Gare", "departement_id": "59"}, set()),
        ({"lieu": "Gare", "departement_id": "59", "hours": -1}, {"sessions"}),
        ({"lieu": "Gare", "departement_id": "59", "hours": 0}, {"sessions"}),
        ({"lieu": "Gare", "departement_id": "59", "sessions": 0}, {"sessions"}),
        ({"departement_id": "59"}, {"lieu"}),
        ({"lieu": "Gare"}, {"departement"}),
        ({"mode": Mode.EN_LIGNE, "lien_visio": "https://example.org/"}, set()),
        ({"mode": Mode.EN_LIGNE}, {"lien_visio"}),
        ({"mode": Mode.MIXTE, "lien_visio": "https://example.org/"}, {"lieu", "departement"}),
    ],
)
def test_an_event_has_its_dates_and_its_place(db: None, fields: dict[str, Any], refused: set[str]) -> None:
    assert set(event(**fields).publication_errors()) == refused


def test_a_uai_has_its_check_letter() -> None:
    field = Etablissement._meta.get_field("uai")

    field.run_validators("0590117G")
    for wrong in ("0590117A", "590117S", "0590117"):
        with pytest.raises(ValidationError):
            field.run_validators(wrong)


def test_a_rome_code_exists_in_the_reference_table(db: None) -> None:
    tree = Tree()
    page = tree.metier(live=False)
    form_class: Any = MetierPage.get_edit_handler().get_form_class()
    assert issubclass(form_class, PublicationPageForm)
    formset = form_class(instance=page, parent_page=tree.metiers).formsets["romes"]
    row: Any = formset.empty_form.__class__(data={"rome": "Z9999"})

    assert not row.is_valid()
    assert "rome" in row.errors
