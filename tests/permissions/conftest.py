"""One record of each type, inside and outside the scopes, and one person per role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Task, Workflow

from ambassadeurs.models import DemandeRencontre
from chiffres.enums import Grain, Nature, Unite
from chiffres.models import Chiffre
from common.roles import REVIEW, Role
from evenements.enums import TypeEvenement
from evenements.models import Proposition
from evenements.propositions.enums import EtatProposition
from home.models import EntreeGlossaire
from referentiels.models import CentreInteret, FormationOnisep, MetierOnisep
from secteurs.models import GrandChantier, ThemeRev3
from territoires.models import Referent, ReferentScope
from tests.backoffice.conftest import make_user
from tests.search.factories import Tree, bassin, commune, departement, etablissement, rome, secteur

NOBODY = "anonyme"


@pytest.fixture(autouse=True)
def _without_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may is decided before the page is drawn: drawing it would cost ten times as much."""
    monkeypatch.setattr("django.template.response.SimpleTemplateResponse.rendered_content", "")


class World:
    """Records by name; those of models with scopes exist inside (`…`) and outside (`…_dehors`)."""

    def __init__(self) -> None:
        self.tree = Tree()
        lille = bassin()
        self.lille = commune(bassin=lille)
        self.amiens = commune("80021", "Amiens", departement=departement("80", "Somme"))
        self.users: dict[str, Any] = {role.value: make_user(role) for role in Role}
        self.users["auteur"] = make_user(Role.REDACTION, "auteur")
        self._referent()
        self.records: dict[str, Any] = self._plain() | self._scoped()

    def _referent(self) -> None:
        referent = Referent.objects.create(
            prenom="Mathis",
            nom="Exemple",
            fonction="Référent",
            user=self.users[Role.REFERENT.value],
            exemple=True,
        )
        ReferentScope.objects.create(referent=referent, departement=departement(), bassin=bassin())

    def _plain(self) -> dict[str, Any]:
        formation = self.tree.formation()
        school = etablissement()
        energies = secteur("energies", "Énergies")
        return {
            "secteur": energies,
            "theme": ThemeRev3.objects.create(
                name="Énergie", slug="energie", resume="x", icone="theme-energie", couleur="#0b5a3b"
            ),
            "chantier": GrandChantier.objects.create(
                name="Canal", slug="canal", resume="x", icone="chantier-canal", couleur="#095e6e", lieu="Nord",
                secteur=energies,
            ),
            "mot": EntreeGlossaire.objects.create(mot="Stage", ancre="stage", definition="Quelques jours."),
            "chiffre": self._reviewed(
                Chiffre.objects.create(
                    cle="salaire", nature=Nature.SALAIRE_MEDIAN, libelle="brut", valeur=2100, live=True,
                    unite=Unite.EUROS_MOIS, grain=Grain.METIER_REGION,
                )
            ),
            "offre": self._reviewed(formation.offres.create(etablissement=school, live=True)),
            "etablissement": school,
            "referent": Referent.objects.first(),
            "commune": self.lille,
            "bassin": self.lille.bassin,
            "departement": self.lille.departement,
            "rome": rome(),
            "centre": CentreInteret.objects.create(code=1, libelle="Réparer", slug="reparer"),
            "formation_onisep": FormationOnisep.objects.create(code="FOR.582", libelle="CAP Boulanger", niveau="3"),
            "metier_onisep": MetierOnisep.objects.create(code="MET.1", libelle="Boulanger"),
        }  # fmt: skip

    def _scoped(self) -> dict[str, Any]:
        inside = {"commune": self.lille, "departement": self.lille.departement}
        outside = {"commune": self.amiens, "departement": self.amiens.departement}
        worldskills = {"type": TypeEvenement.WORLDSKILLS}
        person = self.tree.ambassadeur()
        return {
            "evenement": self._event(**inside),
            "evenement_dehors": self._event(**outside),
            "worldskills": self._event(**outside, **worldskills),
            "demande": self._request(person, self.lille.departement),
            "demande_dehors": self._request(person, self.amiens.departement),
            "proposition": self._proposal(self.lille.departement),
            "proposition_dehors": self._proposal(self.amiens.departement),
        }

    def _event(self, **fields: Any) -> Any:
        return self._reviewed(self.tree.evenement(live=True, lieu="Gare", **fields))

    def _request(self, person: Any, place: Any) -> DemandeRencontre:
        return DemandeRencontre.objects.create(
            ambassadeur=person, departement=place, organisme="Collège", contact="Mme A", courriel="a@example.org",
            rencontre="classe",
        )  # fmt: skip

    def _proposal(self, place: Any) -> Proposition:
        return Proposition.objects.create(
            titre="Forum", type="forum", resume="x", departement=place, etat=EtatProposition.A_RELIRE
        )

    def _reviewed(self, record: Any) -> Any:
        """Live, with a revision, and under review of somebody else's words."""
        record.save_revision(user=self.users["auteur"])
        Workflow.objects.get(name=REVIEW).start(record, self.users["auteur"])
        return record

    def client(self, who: str) -> Client:
        client = Client()
        if who != NOBODY:
            client.force_login(self.users[who])
        return client


@pytest.fixture
def world(db: None) -> World:
    return World()


def addresses(namespace: str) -> Iterator[tuple[str, set[str]]]:
    """Every address of an admin namespace: its name and the names of its parameters."""

    def walk(patterns: Any, path: str) -> Iterator[tuple[str, set[str]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, ":".join(filter(None, (path, pattern.namespace))))
            elif isinstance(pattern, URLPattern) and path == namespace and pattern.name:
                converters = {**pattern.pattern.converters} or pattern.pattern.regex.groupindex
                yield pattern.name, set(converters)

    yield from walk(get_resolver().url_patterns, "")


def parameters(record: Any) -> dict[str, Any]:
    """A value for each parameter that an address may ask about the record."""
    values: dict[str, Any] = {"pk": record.pk, "action_name": "approve", "revision_id_a": "earliest"}
    values |= {"revision_id_b": "latest", "task_id": Task.objects.get(name=REVIEW).pk}
    if hasattr(record, "latest_revision_id"):
        values["revision_id"] = record.latest_revision_id
        state = record.current_workflow_state
        if state is not None:
            values |= {"workflow_state_id": state.pk, "task_state_id": state.current_task_state_id}
    return values


def url_of(namespace: str, name: str, wanted: set[str], values: dict[str, Any]) -> str:
    return reverse(f"{namespace}:{name}", kwargs={key: values[key] for key in wanted})


def is_refused(response: Any) -> bool:
    """Wagtail answers a missing right by leading back to the dashboard; anonymous people to the login page."""
    if response.status_code in {302, 301}:
        return response.url == "/admin/" or response.url.startswith("/admin/login/")
    return response.status_code in {403, 404}


Answer = Callable[[str], bool]
