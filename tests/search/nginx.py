"""The nginx of production as a process of its own, before a small upstream: the same files but ports and folders."""

import http.client
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from search.journal.marking import HEADER
from tests.plugins.run import ROOT

PID_FILE = "/tmp/nginx.pid"  # noqa: S108 - in the container of nginx
HOST = "orientation.example.org"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Upstream(BaseHTTPRequestHandler):
    """Answers what the site would say of itself."""

    requests = 0

    def do_GET(self) -> None:
        type(self).requests += 1
        status = 404 if "absent" in self.path else 200
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        if "/recherche/" in self.path:
            self.send_header(HEADER, "total=4;engine=elasticsearch;dep=59")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_HEAD = do_POST = do_GET  # noqa: N815 - names of http.server

    def log_message(self, *_arguments: object) -> None:
        return


class Nginx:
    """`with Nginx() as nginx: nginx.get("/fr/recherche/?q=x")`; lines in `nginx.journal`."""

    def __init__(self, upstream: int | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="proch-nginx-"))
        self.folder.chmod(0o755)
        self.upstream = upstream
        self.port = free_port()
        self.journal = self.folder / "journal" / "search.log"
        self.journal.parent.mkdir()
        self.journal.parent.chmod(0o1777)  # the account of the workers of nginx is not ours

    def __enter__(self) -> "Nginx":
        if self.upstream is None:
            self.server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
            self.upstream = self.server.server_address[1]
            threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self._configure()
        command = [
            str(NGINX),
            "-p",
            str(self.folder),
            "-c",
            str(self.folder / "nginx.conf"),
            "-g",
            "daemon off;",
        ]
        with (self.folder / "stderr").open("wb") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        self._wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        if hasattr(self, "server"):
            self.server.shutdown()
            self.server.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _configure(self) -> None:
        shutil.copytree(ROOT / "docker" / "nginx", self.folder, dirs_exist_ok=True)
        (self.folder / "mime.types").write_text("types { text/html html; }")
        proch = self.folder / "proch"
        (proch / "upstream.conf").write_text(
            f"upstream site {{ server 127.0.0.1:{self.upstream}; keepalive 4; }}"
        )
        (proch / "listen.conf").write_text(f"listen 127.0.0.1:{self.port};")
        (proch / "redirect.conf").write_text("")
        self._replace("nginx.conf", {PID_FILE: str(self.folder / "pid"), "8081": str(free_port())})
        self._replace(
            "proch/journal.conf",
            {"/srv/journal": str(self.journal.parent), "/usr/share/nginx/html": str(self.folder)},
        )
        self._replace("proch/cache.conf", {"/var/cache/nginx/pages": str(self.folder / "pages")})
        self._replace("proch/log.conf", {"/dev/stdout": str(self.folder / "access.log")})
        self._replace("proch/limits.conf", {"rate=10r/s": "rate=10000r/s"})

    def _replace(self, name: str, changes: dict[str, str]) -> None:
        path = self.folder / name
        text = path.read_text()
        for old, new in changes.items():
            assert old in text, (name, old)
            text = text.replace(old, new)
        path.write_text(text)

    def _wait(self) -> None:
        limit = time.monotonic() + 10
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "stderr").read_text())
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("nginx")

    def get(
        self, path: str, *, referer: str = "", method: str = "GET", **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"Host": HOST, "User-Agent": "Tester/1.0", **headers} | (
            {"Referer": referer} if referer else {}
        )
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response

    def lines(self, number: int) -> list[str]:
        """The journal, once it holds that many lines: nginx writes them after it answered."""
        wait_for(lambda: self.journal.exists() and len(self.journal.read_text().splitlines()) >= number)
        return self.journal.read_text().splitlines() if self.journal.exists() else []


def wait_for(condition: Callable[[], bool], seconds: float = 3) -> None:
    limit = time.monotonic() + seconds
    while not condition() and time.monotonic() < limit:
        time.sleep(0.02)
