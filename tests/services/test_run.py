"""`./run`: order of the steps, one at a time, failures told, a killed run recovered."""

import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from services import memory
from services.processes import command_line
from tests.services import small_site
from tests.services.conftest import SmallSite, until

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("services")]


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read().decode()


def processes_of(site: SmallSite) -> list[str]:
    """Commands of the web, worker and scheduler processes that work on this checkout."""
    commands = [command_line(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [command for command in commands if f"--port {site.port} " in command]


def test_it_serves_then_stops_everything_and_keeps_the_data(site):
    first = site.start()
    assert get(f"{site.url}/fr/") == "petit site"
    assert [line.split()[0] for line in site.commands()][:4] == [
        "migrate", "seed_demo", "search_index", "demo_accounts",
    ]  # fmt: skip
    until(lambda: {"worker", "scheduler"} <= set(site.commands()))
    assert "secret" in site.said
    assert (site.root / ".local/accounts.json").stat().st_mode & 0o077 == 0

    said = site.stop(first, signal.SIGINT)
    assert "Tout est arrêté" in said
    assert first.returncode == 0
    until(lambda: not processes_of(site))

    second = site.start()
    assert site.commands().count("migrate --no-input") == 1
    assert site.commands().count("seed_demo") == 1
    assert site.commands().count("demo_accounts") == 1
    assert "secret" not in site.said
    site.stop(second)


def test_the_second_one_on_a_folder_says_so_and_stops(site):
    site.start()
    second = site.run(PORT=str(site.port + 1))
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "Le site tourne déjà depuis ce dossier" in said
    assert site.url in said
    assert get(f"{site.url}/fr/") == "petit site"


def test_a_killed_run_is_recovered(site):
    killed = site.start()
    site.stop(killed, signal.SIGKILL)
    assert get(f"{site.url}/fr/") == "petit site"  # granian outlives it, and keeps the port

    again = site.start()
    assert "Un démarrage précédent avait été coupé" in site.said
    assert "déjà en marche" in site.said
    assert len(processes_of(site)) <= 2
    site.stop(again)
    with pytest.raises(urllib.error.URLError):
        get(f"{site.url}/fr/")


def test_a_closed_terminal_stops_everything_too(site):
    process = site.start()
    assert process.stdout is not None
    process.stdout.close()
    process.send_signal(signal.SIGHUP)
    process.wait(timeout=30)
    assert not processes_of(site)
    assert not (site.root / ".local/run.json").exists()


def test_a_taken_port_is_told_before_anything_is_done(site):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", site.port))
        other.listen()
        process = site.run()
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"le port {site.port} est déjà pris" in said
    assert f"PORT={site.port + 1} ./run" in said
    assert not (site.root / "commands.log").exists()


def test_a_step_that_fails_says_which_and_is_done_again(site):
    process = site.run(FAILS="seed_demo")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "L’étape « Contenu de démonstration » a échoué." in said
    assert "la commande échoue, comme demandé" in said
    assert "Que faire :" in said

    (site.root / "site/config/wsgi.py").write_text(f"{small_site.WSGI}# changed")
    site.stop(site.start())
    assert site.commands().count("seed_demo") == 2
    assert site.commands().count("migrate --no-input") == 2


def test_a_background_process_that_keeps_falling_is_reported(site):
    process = site.run(FALLS="worker")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.count("« worker » s’est arrêté, il redémarre") == 5
    assert "« worker » s’est arrêté (code 3)" in said


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_no_port_is_refused(site, port):
    process = site.run(PORT=port)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "ce n’est pas un numéro de port" in said


@pytest.mark.parametrize("database", ["postgresql://127.0.0.1:9/nothing", "sqlite:///site.db"])
def test_a_database_out_of_reach_is_explained(site, database):
    process = site.run(DATABASE_URL=database)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "La base de données ne répond pas." in said
    assert "vérifiez DATABASE_URL" in said


def test_full_reference_tables_are_loaded_once(site):
    folder = site.root / "reference"
    folder.mkdir()
    site.stop(site.start(REFERENCE_DATA=str(folder)))
    assert f"import_reference all {folder}" in site.commands()
    assert "rome · rome · Appliqué" in site.said
    assert "3 écritures." in site.said
    assert site.commands().count("search_index rebuild") == 1

    site.stop(site.start(REFERENCE_DATA=str(folder)))
    assert "rome · déjà à jour" in site.said


def test_its_memory_is_counted_process_by_process(site, monkeypatch):
    monkeypatch.setattr(memory, "LOCAL", site.root / ".local")
    running = site.start()
    found = memory.running_processes()
    assert set(found) == {"./run", "site", "worker", "scheduler", "postgresql", "elasticsearch"}
    assert len(found["./run"]) == 1
    assert found["postgresql"]
    assert 5_000_000 < memory.proportional(found["./run"][0]) < 60_000_000
    assert memory.main() == 0
    site.stop(running)


def test_reference_data_must_be_a_folder(site):
    process = site.run(REFERENCE_DATA=str(site.root / "absent"))
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "REFERENCE_DATA nomme un dossier qui n’existe pas" in said
