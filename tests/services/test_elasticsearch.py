"""Elasticsearch of one's own, and the analysis plugin of the session's."""

import json
import os
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from services.elasticsearch import Elasticsearch, ask, free_port, health, wait_until_answers
from services.errors import ServiceError
from services.processes import group_members, read_record
from tests.services.conftest import until

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("services")]


def test_it_is_shared_recovered_and_stopped(own_server, own_servers):
    """One test for one server: each start costs eight seconds."""
    addresses = own_servers.join("proch")
    server, other = own_servers.search, own_server(Elasticsearch, name="elasticsearch")
    assert other.join() is False
    assert addresses["ELASTICSEARCH_URL"] == server.url
    assert addresses["DATABASE_URL"] == own_servers.database.url_of("proch")
    assert own_servers.status().keys() == {"PostgreSQL", "Elasticsearch"}
    url, pid = server.url, int(str((read_record(server.record) or {})["pid"]))
    java = group_members(pid)
    assert java
    assert {Path(f"/proc/{process}").stat().st_uid for process in java} != {0}
    assert health(url)["cluster_name"] == server.cluster
    assert url.startswith("http://127.0.0.1:")

    assert server.leave() is False
    for process in group_members(pid):
        os.kill(process, signal.SIGKILL)
    until(lambda: not other.alive())
    with pytest.raises(ServiceError, match="n’a pas démarré"):
        other.wait()

    again = own_server(Elasticsearch, name="elasticsearch")
    assert again.join() is True
    assert again.url == url  # the same port when it is free
    again.wait()
    assert again.leave() is False
    own_servers.keep()
    other.leave()
    own_servers.leave()
    assert own_servers.status().keys() == {"PostgreSQL", "Elasticsearch"}
    assert own_servers.release() == []
    assert not health(url)


def test_an_outdated_server_is_ended_unless_somebody_uses_it(own_server, monkeypatch):
    server = own_server(Elasticsearch)
    monkeypatch.setattr(server, "alive", lambda: True)
    server.record.write_text(json.dumps({"home": "/an/older/one"}))
    assert server.running() is False
    server._users.join()
    with pytest.raises(ServiceError, match="n’a pas démarré"):
        server.running()
    server._users.leave()
    server.record.unlink()
    monkeypatch.undo()


def test_the_record_of_a_copied_folder_is_not_believed(own_server):
    server = own_server(Elasticsearch)
    elsewhere = {"pid": os.getpid(), "mark": "1", "must_mention": "/elsewhere", "url": "http://127.0.0.1:9"}
    server.record.write_text(json.dumps(elsewhere))
    assert not server.alive()
    server.record.write_text("{cut sho")
    assert not server.alive()


def test_a_taken_port_is_left_alone():
    import socket  # noqa: PLC0415 - pytest-socket replaces it at collection

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert free_port([], preferred=taken) != taken


def analyze(engine: str, **body: object) -> list[str] | str:
    """Tokens, or the reason of the refusal."""
    request = urllib.request.Request(
        f"{engine}/_analyze", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return [token["token"] for token in json.load(answer)["tokens"]]
    except urllib.error.HTTPError as error:
        return json.load(error)["error"]["reason"]


@pytest.mark.parametrize(
    ("definition", "text", "tokens"),
    [
        ({"filter": ["asciifolding"]}, "électricité", ["electricite"]),
        ({"filter": ["elision"]}, "l’eau l'eau", ["eau", "eau"]),
        ({"filter": ["lowercase", {"type": "stemmer", "language": "light_french"}]}, "soudeuses", ["soudeu"]),
        ({"filter": ["lowercase", {"type": "stemmer", "language": "minimal_french"}]}, "métiers", ["méti"]),
        ({"filter": [{"type": "stemmer", "language": "english"}]}, "running schools", ["run", "school"]),
        ({"filter": [{"type": "stemmer", "language": "possessive_english"}]}, "school's", ["school"]),
        ({"filter": [{"type": "edge_ngram", "min_gram": 2, "max_gram": 3}]}, "bois", ["bo", "boi"]),
        ({"filter": [{"type": "unique"}]}, "a b a", ["a", "b"]),
        ({"filter": ["word_delimiter_graph"], "tokenizer": "whitespace"}, "Wi-Fi", ["Wi", "Fi"]),
        ({"char_filter": ["html_strip"]}, "<p>du <b>bois</b></p>", ["du", "bois"]),
        ({"char_filter": [{"type": "mapping", "mappings": ["·=>\\u0020"]}]}, "soudeur·se", ["soudeur", "se"]),
        ({"tokenizer": {"type": "ngram", "min_gram": 2, "max_gram": 2}}, "mer", ["me", "er"]),
        ({"tokenizer": "keyword"}, "bac pro", ["bac pro"]),
    ],
)  # fmt: skip
def test_components_have_their_standard_names_and_results(search_server, definition, text, tokens):
    assert analyze(search_server, **{"tokenizer": "standard", "text": text, **definition}) == tokens


def test_synonyms_go_through_the_filters_before_them(search_server):
    rules = {"type": "synonym_graph", "synonyms": ["École => lycée, collège"]}
    tokens = analyze(
        search_server, tokenizer="standard", filter=["lowercase", "asciifolding", rules], text="ÉCOLE"
    )
    assert sorted(tokens) == ["college", "lycee"]


@pytest.mark.parametrize(
    ("component", "reason"),
    [
        ({"type": "edge_ngram", "side": "back"}, "setting [side]"),
        ({"type": "stemmer", "language": "german"}, "stemmer language [german]"),
        ({"type": "ngram", "min_gram": 1, "max_gram": 9}, "The difference between max_gram and min_gram"),
        ({"type": "elision"}, "requires [articles]"),
    ],
)
def test_what_is_not_supported_is_refused_and_never_ignored(search_server, component, reason):
    assert reason in analyze(search_server, tokenizer="standard", filter=[component], text="a")


def test_a_server_named_by_the_environment_that_does_not_answer_is_told():
    with pytest.raises(ServiceError, match="ne répond pas"):
        wait_until_answers("http://127.0.0.1:9", patience=0.1)


def test_nothing_answers_at_a_closed_address():
    assert ask("http://127.0.0.1:9/_cluster/health") == {}
