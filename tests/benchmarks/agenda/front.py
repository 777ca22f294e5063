"""Debian's nginx as a process, with the files of `docker/nginx`: only addresses and folders of the machine change."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FILES = ROOT / "docker" / "nginx"
HOST = "www.example.org"


def nginx_binary() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Front:
    folder: Path
    port: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, timeout: float = 30) -> tuple[int, str, bytes]:
        """Status, state of the cache, body."""
        request = urllib.request.Request(self.url(path), headers={"Host": HOST})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.headers.get("X-Cache", ""), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("X-Cache", ""), error.read()

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.folder / "access.log").read_text().splitlines()]

    def forget_lines(self) -> None:
        os.truncate(self.folder / "access.log", 0)

    def states(self) -> Counter[str]:
        """How many requests under `/embed/` had each state of the cache."""
        return Counter(str(line["cache"]) for line in self.lines() if str(line["path"]).startswith("/embed/"))

    def asked(self) -> int:
        """Requests that reached the application, or had it asked in the background for the next ones (STALE)."""
        return sum(number for state, number in self.states().items() if state not in {"HIT", "UPDATING"})


def prepare(folder: Path, port: int, upstream: int) -> None:
    """The two files made to change (proch/upstream.conf, proch/listen.conf), and the folders of the machine."""
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    (folder / "mime.types").write_text("types { text/html html; }\n")
    for name in ("cache", "journal", "media"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "proch/upstream.conf").write_text(
        f"upstream site {{ server 127.0.0.1:{upstream} max_fails=0; keepalive 16; }}\n"
    )
    (folder / "proch/listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    (folder / "proch/redirect.conf").write_text("")
    changed = {
        "/var/cache/nginx/pages": str(folder / "cache"),
        "/srv/journal": str(folder / "journal"),
        "/srv/media": str(folder / "media"),
        "/dev/stdout": str(folder / "access.log"),
        "/usr/share/nginx/html": str(folder),
        "/tmp/nginx.pid": str(folder / "nginx.pid"),  # noqa: S108 - what the file of production says
        "listen 8081": f"listen 127.0.0.1:{free_port()}",
        "error_log stderr": f"error_log {folder / 'error.log'}",
    }
    for path in [folder / "nginx.conf", *(folder / "proch").glob("*.conf")]:
        text = path.read_text()
        for before, after in changed.items():
            text = text.replace(before, after)
        path.write_text(text)
    if os.getuid() == 0:  # the workers must write in the folder of the person who runs this
        main = folder / "nginx.conf"
        main.write_text(f"user root;\n{main.read_text()}")


@contextmanager
def front(folder: Path, upstream: int) -> Iterator[Front]:
    binary = nginx_binary()
    if binary is None:
        raise FileNotFoundError("nginx")
    port = free_port()
    prepare(folder, port, upstream)
    command = [binary, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    # Read at start, before `error_log` is known: a file does not block as a pipe may.
    with (folder / "start.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait(port, process, folder)
        yield Front(folder, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _attempt in range(200):
        if process.poll() is not None:
            raise RuntimeError((folder / "start.log").read_text())
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("nginx")
