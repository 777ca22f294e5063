"""Changes reach both stores; a rebuild swaps without a gap; what differs is repaired."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.search_documents import documents_changed, key_for
from metiers.models import MetierPage
from search import queue, rebuild, reconcile, store
from search.bulk import Write, send
from search.engine import alias, building, client, index_behind, previous
from search.models import IndexedDocument, QueuedChange
from tests.search import factories as make
from tests.search.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

Build = Callable[[], None]


def titles(language: str = "fr") -> set[str]:
    client().indices.refresh(index=alias(language))
    hits = client().search(index=alias(language), size=100)["hits"]["hits"]
    return {hit["_source"]["title"] for hit in hits}


def kept(language: str = "fr") -> set[str]:
    rows = IndexedDocument.objects.filter(language=language, gone=False)
    return {source["title"] for source in rows.values_list("source", flat=True)}


def test_publishing_changing_unpublishing_and_deleting_reach_both_stores(site: Tree, indexed: Build) -> None:
    indexed()
    page = site.metier("Soudeuse, soudeur")
    queue.drain()
    assert titles() == kept() == {"Soudeuse, soudeur"}
    page.title = "Chaudronnière, chaudronnier"
    page.save_revision().publish()
    queue.drain()
    assert titles() == kept() == {"Chaudronnière, chaudronnier"}
    page.unpublish()
    queue.drain()
    assert titles() == kept() == set()
    page.save_revision().publish()
    queue.drain()
    assert titles() == {"Chaudronnière, chaudronnier"}
    page.delete()
    queue.drain()
    assert titles() == kept() == set()
    assert not QueuedChange.objects.exists()


def test_a_draft_changes_nothing(site: Tree, indexed: Build) -> None:
    page = site.metier()
    indexed()
    page.title = "Brouillon"
    page.save_revision()
    assert not QueuedChange.objects.exists()


def test_what_shows_a_changed_content_is_refreshed(site: Tree, indexed: Build) -> None:
    sante = make.secteur("sante", "Santé")
    page = site.metier(secteurs=[sante])
    formation, lycee = site.formation(), make.etablissement()
    indexed()
    sante.name = "Soin"
    sante.save()
    make.offre(formation, lycee)
    changed = set(QueuedChange.objects.values_list("model", "object_pk"))
    assert ("metiers.metierpage", str(page.pk)) in changed
    assert ("formations.formationpage", str(formation.pk)) in changed
    assert ("territoires.etablissement", str(lycee.pk)) in changed
    queue.drain()
    source = IndexedDocument.objects.get(key=key_for(MetierPage, page.pk)).source
    assert "Soin" in source["keywords"]
    assert "Lille" in IndexedDocument.objects.get(source__title="CAP Boulanger").source["places"]


def test_both_ends_of_a_moved_link_are_refreshed(site: Tree, indexed: Build) -> None:
    first, second, lycee = site.formation("CAP A"), site.formation("CAP B"), make.etablissement()
    offre = make.offre(first, lycee)
    indexed()
    offre.formation = second
    offre.save()
    changed = set(QueuedChange.objects.values_list("object_pk", flat=True))
    assert {str(first.pk), str(second.pk)} <= changed


def test_a_renamed_or_restricted_list_refreshes_the_pages_below(
    site: Tree, indexed: Build, django_capture_on_commit_callbacks: Any
) -> None:
    page = site.metier()
    indexed()
    site.metiers.refresh_from_db()
    site.metiers.slug = "emplois"
    with django_capture_on_commit_callbacks(execute=True):
        site.metiers.save_revision().publish()
    queue.drain()
    card = IndexedDocument.objects.get(key=key_for(MetierPage, page.pk)).source["card"]
    assert card["url"] == f"/fr/emplois/{page.slug}/"
    restriction = site.metiers.view_restrictions.create(restriction_type="login")
    queue.drain()
    assert titles() == set()
    restriction.delete()
    queue.drain()
    assert titles() == {page.title}


def test_one_task_per_transaction(site: Tree, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            site.metier(f"Métier {number}")
    tasks = DBTaskResult.objects.filter(task_path="search.tasks.drain")
    assert tasks.count() == 1
    assert QueuedChange.objects.filter(model="metiers.metierpage").count() >= 5


def test_an_import_says_what_it_wrote(site: Tree, indexed: Build) -> None:
    page = site.metier()
    indexed()
    MetierPage.objects.update(accroche="Réécrit d’un coup.")
    documents_changed.send(sender=MetierPage, pks=[page.pk])
    queue.drain()
    assert (
        IndexedDocument.objects.get(key=key_for(MetierPage, page.pk)).source["summary"]
        == "Réécrit d’un coup."
    )


def test_translations_know_one_another(site: Tree, indexed: Build) -> None:
    page = site.metier()
    english = site.translated("en")
    indexed()
    translated = page.copy_for_translation(english.locale)
    translated.title = "Welder"
    translated.save_revision().publish()
    queue.drain()
    assert titles("en") == {"Welder"}
    french = IndexedDocument.objects.get(language="fr", key=key_for(MetierPage, page.pk))
    assert french.languages == ["en", "fr"]
    translated.delete()
    queue.drain()
    french.refresh_from_db()
    assert french.languages == ["fr"]


def test_when_the_engine_is_down_postgresql_is_right_and_the_change_waits(
    site: Tree, indexed: Build, settings: LazySettings
) -> None:
    indexed()
    server = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    site.metier("Soudeuse, soudeur")
    assert queue.drain().failed >= 1
    assert kept() == {"Soudeuse, soudeur"}
    waiting = QueuedChange.objects.get(model="metiers.metierpage")
    assert waiting.attempts == 1
    assert waiting.not_before
    assert waiting.not_before > timezone.now()
    due = queue.next_due()
    assert due
    assert due <= waiting.not_before
    settings.ELASTICSEARCH_URL = server
    assert titles() == set()
    QueuedChange.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    assert queue.drain().done >= 1
    assert titles() == {"Soudeuse, soudeur"}


def test_a_content_that_breaks_stops_only_itself(
    site: Tree, indexed: Build, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    indexed()
    bad, good = site.metier("Mauvais"), site.metier("Bon")
    original: Any = vars(MetierPage)["secteurs_list"].func

    def broken(page: MetierPage) -> Any:
        if page.pk == bad.pk:
            raise ValueError("un bloc abîmé")
        return original(page)

    monkeypatch.setattr(MetierPage, "secteurs_list", property(broken))
    result = queue.drain()
    assert result.failed == 1
    assert titles() == {"Bon"}
    assert "un bloc abîmé" in QueuedChange.objects.get(object_pk=str(bad.pk)).error
    assert good.live


def test_an_older_write_never_replaces_a_newer_one(site: Tree, indexed: Build) -> None:
    page = site.metier()
    indexed()
    index = index_behind(alias("fr"))
    assert index
    key, now = key_for(MetierPage, page.pk), store.now_version()
    source = IndexedDocument.objects.get(key=key).source
    assert send([Write(index, key, now, {**source, "title": "Nouveau"})]) == 1
    assert send([Write(index, key, now - 1, {**source, "title": "Ancien"})]) == 0
    assert send([Write(index, key, now - 1, None)]) == 0
    assert titles() == {"Nouveau"}


def test_a_rebuild_swaps_keeps_the_previous_and_rolls_back(
    site: Tree, rebuilt: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    site.metier("Premier")
    rebuilt()
    first = index_behind(alias("fr"))
    MetierPage.objects.update(title="Second", draft_title="Second")
    call_command("search_index", "rebuild", skip_checks=True)
    assert titles() == {"Second"}
    assert index_behind(previous("fr")) == first
    assert index_behind(building("fr")) is None
    call_command("search_index", "rollback", skip_checks=True)
    assert index_behind(alias("fr")) == first
    assert titles() == {"Second"}  # reconciled at once
    call_command("search_index", "status", skip_checks=True)
    out = capsys.readouterr().out
    assert "1 documents" in out
    assert "sert de nouveau" in out
    for _again in range(2):
        rebuilt()
    names = list(client().indices.get(index=f"{alias('fr')}-*"))
    assert len(names) == 2


def test_a_change_during_a_rebuild_is_in_the_new_index(
    site: Tree, indexed: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = site.metier("Avant")
    indexed()
    fill = rebuild._fill

    def fill_then_change(*arguments: Any) -> None:
        fill(*arguments)
        page.title = "Pendant"
        page.save_revision().publish()
        queue.drain()

    monkeypatch.setattr(rebuild, "_fill", fill_then_change)
    rebuild.rebuild()
    assert titles() == {"Pendant"}


def test_a_rebuild_that_lost_documents_is_refused(
    site: Tree, indexed: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.metier("Un")
    site.metier("Deux")
    indexed()
    serving = index_behind(alias("fr"))
    MetierPage.objects.all().update(live=False)
    with pytest.raises(CommandError, match="0 documents"):
        call_command("search_index", "rebuild", skip_checks=True)
    assert index_behind(alias("fr")) == serving
    assert index_behind(building("fr")) is None
    call_command("search_index", "rebuild", force=True, skip_checks=True)
    assert titles() == set()


def test_a_rebuild_killed_half_way_leaves_no_index(site: Tree, rebuilt: Build) -> None:
    rebuilt()
    left = rebuild.create("fr")
    rebuilt()
    assert not client().indices.exists(index=left)


def test_reconcile_repairs_what_differs(site: Tree, indexed: Build) -> None:
    pages = [site.metier(f"Métier {number}") for number in range(4)]
    indexed()
    QueuedChange.objects.all().delete()
    index = index_behind(alias("fr"))
    assert index
    now = store.now_version()
    MetierPage.objects.filter(pk=pages[0].pk).update(title="Changé", draft_title="Changé")  # no signal
    MetierPage.objects.filter(pk=pages[1].pk).update(live=False)
    send([Write(index, key_for(MetierPage, pages[2].pk), now, None)])  # lost by the engine
    ghost = {
        "key": "metiers.metierpage:999999",
        "kind": "metier",
        "language": "fr",
        "title": "Fantôme",
        "card": {},
    }
    send([Write(index, str(ghost["key"]), now, {**ghost, "digest": "x"})], refresh=True)
    result = reconcile.run()
    assert titles() == kept() == {"Changé", "Métier 2", "Métier 3"}
    assert (result.recomputed, result.removed, result.deleted) == (1, 1, 2)
    assert result.sent == 2
    assert reconcile.run().repaired == 0


def test_both_stores_are_compared_in_order() -> None:
    def walk(*keys: str) -> Iterator[tuple[str, str]]:
        return iter([(key[0], key[1:]) for key in keys])

    found = list(reconcile.differences(walk("a1", "b1", "d1"), walk("b2", "c1", "d1")))
    assert found == [("a", True), ("b", True), ("c", False)]
    assert list(reconcile.differences(walk(), walk())) == []


def test_the_command_says_when_the_engine_is_down(engine_down: None) -> None:
    with pytest.raises(CommandError, match="Elasticsearch"):
        call_command("search_index", "status", skip_checks=True)
