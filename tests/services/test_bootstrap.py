"""Before the environment exists: what is said when something is missing, and when nothing is to be done."""

import errno
import io
import sys
from types import SimpleNamespace

import pytest

from services import bootstrap, chromium, elasticsearch_install, environment
from services.check import Plan, plan
from services.elasticsearch import health
from services.errors import ServiceError, explain
from services.module_descriptor import make_optional
from services.progress import SILENT, Display, seconds
from services.secret_scan import faults_of
from tests.plugins.run import ROOT


def test_both_commands_are_two_lines_over_the_bootstrap():
    for name, module in (("run", "services.run"), ("test", "services.check")):
        path = ROOT / name
        assert path.stat().st_mode & 0o111
        assert len(path.read_text().splitlines()) == 2
        assert f'main("{module}")' in path.read_text()
    assert (ROOT / ".ci/run").read_text().splitlines()[-1].endswith("exec ./test")


def test_an_old_python_is_told_which_one_to_install(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr("services.bootstrap.shutil.which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"Python 3\.9 est trop ancien"):
        bootstrap._need_python()


def test_an_old_python_gives_way_to_a_newer_one(monkeypatch):
    became: list[str] = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(
        "services.bootstrap.shutil.which", lambda name: "/opt/" + name if name.endswith("12") else None
    )
    monkeypatch.setattr("services.bootstrap.os.execv", lambda path, _arguments: _become(became, path))
    with pytest.raises(SystemExit):
        bootstrap._need_python()
    assert became == ["/opt/python3.12"]


def _become(became, path):
    became.append(path)
    sys.exit(0)


def fake_environment(monkeypatch, folder):
    monkeypatch.setattr(environment, "LOCAL", folder / ".local")
    monkeypatch.setattr(environment, "VENV", folder / ".venv")
    monkeypatch.setattr(environment, "PYTHON", folder / ".venv/bin/python")
    monkeypatch.setattr(environment, "STAMP", folder / ".venv/stamp")
    monkeypatch.setattr(environment, "uv", lambda _step: "uv")
    calls = []

    def run(command, failed):
        calls.append(command[1:3])
        if command[1] == "venv":
            (folder / ".venv/bin").mkdir(parents=True, exist_ok=True)
            (folder / ".venv/lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
            environment.PYTHON.touch()

    monkeypatch.setattr(environment, "_run", run)
    return calls


def test_the_environment_is_made_once_and_updated_when_the_requirements_change(monkeypatch, tmp_path):
    calls = fake_environment(monkeypatch, tmp_path)
    environment.prepare(SILENT)
    assert [call[0] for call in calls] == ["venv", "pip"]
    environment.prepare(SILENT)
    assert len(calls) == 2
    assert str(ROOT / "site") in next((tmp_path / ".venv").rglob("*.pth")).read_text()

    requirements = tmp_path / "requirements.txt"
    requirements.write_text("django==5.2.19 --hash=sha256:0\n")
    monkeypatch.setattr(environment, "REQUIREMENTS", requirements)
    environment.prepare(SILENT)
    assert [call[0] for call in calls] == ["venv", "pip", "pip"]


def test_an_environment_cut_short_is_made_again(monkeypatch, tmp_path):
    calls = fake_environment(monkeypatch, tmp_path)

    def fails(tool, step, *, anew):
        raise ServiceError("Les paquets", "pas de réseau", "vérifiez")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_make", fails)
        with pytest.raises(ServiceError):
            environment.prepare(SILENT)
    environment.prepare(SILENT)
    assert [call[0] for call in calls] == ["venv", "pip"]


def test_a_full_disk_is_told_before_downloading(monkeypatch, tmp_path):
    fake_environment(monkeypatch, tmp_path)
    monkeypatch.setattr(
        "services.environment.shutil.disk_usage", lambda _path: SimpleNamespace(free=3_000_000)
    )
    with pytest.raises(ServiceError, match="n’a pas pu être préparé") as told:
        environment.prepare(SILENT)
    assert "il reste 3 Mo" in told.value.why
    with pytest.raises(ServiceError, match="n’a pas pu être installé"):
        elasticsearch_install._require_room(tmp_path)


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("error: failed to fetch: dns error", "vérifiez l’accès au dépôt de paquets"),
        ("No space left on device (os error 28)", "le disque est plein"),
        ("Hash mismatch for django", "n’a pas la somme attendue"),
    ],
)
def test_a_failed_installation_says_what_to_do(output, remedy):
    script = f"import sys; sys.exit({output!r})"
    with pytest.raises(ServiceError) as told:
        environment._run([sys.executable, "-c", script], "Les paquets n’ont pas pu être installés.")
    assert output in told.value.why
    assert remedy in told.value.remedy


def test_a_download_without_network_or_with_another_content_is_refused(monkeypatch, tmp_path):
    artifact = elasticsearch_install.COMPILER

    class Component:
        def at_version(self, version):
            return self

        def artifact(self, packaging):
            return self

        def resolve(self):
            raise ConnectionError("no route")

    monkeypatch.setattr(
        "services.elasticsearch_install.jgo.maven.MavenContext.project", lambda *_args: Component()
    )
    with pytest.raises(ServiceError, match="n’a pas pu être téléchargé"):
        elasticsearch_install.fetch(artifact, tmp_path, lambda _text: None)

    received = tmp_path / "ecj.jar"

    def resolve(self):
        received.write_bytes(b"something else")
        return received

    monkeypatch.setattr(Component, "resolve", resolve)
    with pytest.raises(ServiceError, match="est refusé"):
        elasticsearch_install.fetch(artifact, tmp_path, lambda _text: None)
    assert not received.exists()


def test_errors_of_the_system_are_explained():
    full = explain("L’étape a échoué.", OSError(errno.ENOSPC, "No space left", "/data"))
    assert "le disque est plein (/data)" in str(full)
    closed = explain("L’étape a échoué.", OSError(errno.EACCES, "Permission denied", "/data"))
    assert "l’accès est refusé (/data)" in str(closed)
    other = explain("L’étape a échoué.", OSError(errno.EIO, "Input/output error"))
    assert "Input/output error" in str(other)


def test_steps_say_how_long_they_took():
    out = io.StringIO()
    with Display(out).step("Base de données") as step:
        step.detail = "prête"
    assert out.getvalue().startswith("  ✓ Base de données : fait (0,")
    assert out.getvalue().endswith("· prête\n")
    with pytest.raises(ValueError, match="x"), Display(out).step("Index"):
        raise ValueError("x")
    assert "✗ Index : échec" in out.getvalue()
    assert seconds(3.21) == "3,2 s"
    assert seconds(125) == "2 min 05 s"


def test_the_first_word_chooses_what_is_run():
    everything = plan([])
    assert [title for title, _ in everything.tools] == [
        "ruff check", "ruff format", "djlint", "import-linter", "secrets", "mypy",
    ]  # fmt: skip
    assert everything.browser
    assert "--cov" in (everything.pytest or ())
    assert plan(["lint"]).pytest is None
    assert [title for title, _ in plan(["types"]).tools] == ["mypy"]
    assert (plan(["unit", "-x"]).pytest or ())[:2] == ("-m", "not browser")
    assert (plan(["unit", "-x"]).pytest or ())[-1] == "-x"
    assert plan(["browser", "-k", "axe"]) == Plan(pytest=("-m", "browser", "-k", "axe"), browser=True)
    assert plan(["services", "-k", "run"]) == Plan(pytest=("tests/services", "-k", "run"))
    assert plan(["-k", "run"]) == Plan(pytest=("-k", "run"))
    with pytest.raises(ServiceError, match="ne connaît pas « inconnu »"):
        plan(["inconnu"])


def test_a_chromium_that_is_named_must_exist(monkeypatch, tmp_path):
    browser = tmp_path / "chromium"
    browser.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM_PATH", str(browser))
    assert chromium.find(SILENT) == str(browser)
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "absent"))
    with pytest.raises(ServiceError, match="n’ont pas de Chromium"):
        chromium.find(SILENT)


def test_without_chromium_the_command_to_type_is_said(monkeypatch):
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(chromium, "_installed", lambda: None)
    monkeypatch.setattr("services.chromium.os.geteuid", lambda: 1000)
    with pytest.raises(ServiceError) as told:
        chromium.find(SILENT)
    assert "playwright install" in told.value.remedy


def test_secrets_are_found_and_examples_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr("services.secret_scan.ROOT", tmp_path)
    path = tmp_path / "notes.txt"
    path.write_text(
        "-----BEGIN RSA " + "PRIVATE KEY-----\n"
        "postgresql://proch:" + "motdepasse@db/proch\n"
        "postgresql://proch:CHANGEZ-MOI@db/proch\n"
        "https://example.org:" + "secretsecret@db/\n"
    )
    assert faults_of(path) == ["notes.txt:1 : clé privée", "notes.txt:2 : mot de passe dans une adresse"]


def module_info(*requires: str) -> bytes:
    """A module descriptor of one module, written by hand after the specification of class files."""
    import struct  # noqa: PLC0415

    texts = ["Module", *requires]
    pool = b"".join(b"\x01" + struct.pack(">H", len(text)) + text.encode() for text in texts)
    pool += b"\x05" + bytes(8)  # a long takes two places: the walk must know it
    first = len(texts) + 3
    pool += b"".join(b"\x13" + struct.pack(">H", 2 + index) for index in range(len(requires)))
    entries = b"".join(struct.pack(">HHH", first + index, 0, 0) for index in range(len(requires)))
    body = bytes(6) + struct.pack(">H", len(requires)) + entries + bytes(8)
    attribute = struct.pack(">HI", 1, len(body)) + body
    head = b"\xca\xfe\xba\xbe" + bytes(4) + struct.pack(">H", first + len(requires))
    return head + pool + bytes(12) + struct.pack(">H", 1) + attribute


def test_only_the_named_modules_become_optional():
    before = module_info("java.base", "jdk.jdi")
    after = make_optional(before, frozenset({"jdk.jdi", "jdk.jlink"}))
    changed = [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert len(changed) == 1
    assert after[changed[0]] == 0x40
    assert make_optional(after, frozenset({"jdk.jdi"})) == after
    assert make_optional(before, frozenset({"jdk.absent"})) == before


def test_only_a_complete_jdk_25_replaces_the_small_runtime(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert elasticsearch_install.full_jdk(None) is None
    release = tmp_path / "release"
    release.write_text('JAVA_VERSION="25.0.1"\nMODULES="java.base jdk.jdi jdk.jlink"\n')
    assert elasticsearch_install.full_jdk(None) is None
    release.write_text('JAVA_VERSION="25.0.1"\nMODULES="java.base jdk.jdi jdk.jlink jdk.incubator.vector"\n')
    assert elasticsearch_install.full_jdk(None) == tmp_path


def test_loopback_never_goes_through_a_proxy(monkeypatch, search_server):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert health(search_server)
