"""What the loader writes together is what Wagtail and wagtail-localize would have written one by one."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail_localize.models import TranslationSource

from chiffres.models import Chiffre
from demo.loader import run
from demo.loader.bulk import Batch
from demo.loader.documents import Document
from demo.loader.errors import FauteError
from demo.loader.state import Registre
from demo.models import FichierCharge
from evenements.models import Evenement
from formations.models import FormationPage, Offre
from metiers.models import MetierPage

pytestmark = [pytest.mark.seeded, pytest.mark.django_db]
# Kept by the content itself, whatever its revision says.
OF_THE_CONTENT = {
    "live", "has_unpublished_changes", "latest_revision", "live_revision", "first_published_at",
    "last_published_at", "latest_revision_created_at", "draft_title", "numchild", "path", "url_path",
}  # fmt: skip


def data(content: Any) -> dict[str, Any]:
    """A stream is a text of JSON, whose keys PostgreSQL puts in its own order."""
    found = {name: value for name, value in content.serializable_data().items() if name not in OF_THE_CONTENT}
    streams = [name for name, value in found.items() if isinstance(value, str) and value.startswith("[{")]
    return found | {name: json.loads(found[name]) for name in streams}


@pytest.mark.parametrize("model", [Offre, Chiffre, MetierPage, FormationPage, Evenement])
def test_a_first_revision_holds_what_is_published(model: Any) -> None:
    for content in model.objects.filter(live=True).order_by("pk")[:5]:
        revision = content.latest_revision
        assert content.live_revision_id == revision.pk
        assert revision.object_str == str(content)
        assert content.first_published_at
        assert data(revision.as_object()) == data(content)


def test_the_back_office_publishes_it_again() -> None:
    offer = Offre.objects.filter(live=True, sessions__isnull=False).first()
    assert offer is not None
    offer.capacite, offer.capacite_annee, offer.capacite_source = 12, 2022, "Affelnet"
    offer.save_revision().publish()
    offer.refresh_from_db()
    assert (offer.capacite, offer.sessions.count(), offer.revisions.count()) == (12, 1, 2)


@pytest.mark.parametrize("model", [MetierPage, FormationPage, Page, Evenement])
def test_segments_are_those_of_wagtail_localize(model: Any) -> None:
    """Refreshing a source keeps the segments that it would have made, and replaces the others."""
    keys = model.objects.filter(locale__language_code="en").values("translation_key")
    for source in TranslationSource.objects.filter(object_id__in=keys).order_by("pk")[:3]:
        before = segments(source)
        assert before
        source.refresh_segments()
        assert segments(source) == before


def segments(source: TranslationSource) -> list[tuple[str, int, int, str]]:
    sets = (
        source.stringsegment_set,
        source.templatesegment_set,
        source.relatedobjectsegment_set,
        source.overridablesegment_set,
    )
    rows = [row for one in sets for row in one.select_related("context")]
    return sorted((type(row).__name__, row.pk, row.order, row.context.field_path) for row in rows)


@pytest.mark.parametrize("model", [Offre, MetierPage, Evenement, Chiffre])
def test_references_are_those_of_wagtail(model: Any) -> None:
    for content in model.objects.order_by("pk")[:3]:
        with CaptureQueriesContext(connection) as queries:
            ReferenceIndex.create_or_update_for_object(content)
        assert [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "DELETE"))] == []


def test_the_back_office_finds_them() -> None:
    offer = Offre.objects.select_related("etablissement").first()
    assert offer is not None
    found = get_search_backend().search(offer.etablissement.nom, Offre, operator="and")
    assert offer in list(found)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(run.CONTENT, tmp_path / "content")


def test_many_offers_cost_as_many_writes_as_one() -> None:
    written = Offre.objects.filter(formation__slug="cap-macon").count()
    Offre.objects.filter(formation__slug="cap-macon").delete()
    FichierCharge.objects.filter(pk__startswith="offres/cap-macon.csv").delete()
    with CaptureQueriesContext(connection) as queries:
        bilan, _day = run.load(only=["offres"])
    writes = [
        one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE")) and "offre" in one["sql"]
    ]
    assert bilan.written == written > 10
    assert len(writes) < 8


def test_the_same_offer_written_twice_is_a_fault(content: Path) -> None:
    path = content / "offres/cap-macon.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    uai, voie, _precision, rest = lines[1].split(";", 3)
    lines += [f"{uai};{voie};l'option;{rest}", f"{uai};{voie};l’option;{rest}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(FauteError) as caught:
        run.load(content)
    (fault,) = caught.value.fautes
    assert (fault.fichier, fault.ligne) == ("offres/cap-macon.csv", len(lines))


def test_what_only_the_database_refuses_is_said_with_its_line() -> None:
    """An offer that somebody else wrote after the loader had read the table."""
    offer = Offre.objects.first()
    assert offer is not None
    names = ("formation", "etablissement", "voie", "site", "precision")
    twin = Offre(live=False, **{name: getattr(offer, name) for name in names})
    batch = Batch(Registre(date(2026, 11, 24)))
    batch.add("cle", twin, Document("offres/x.csv", "x", "x", "fr", {}, {"uai": 7}))
    with pytest.raises(FauteError) as caught:
        batch.flush()
    assert "offres/x.csv:7 : Cette offre existe déjà" in str(caught.value)
