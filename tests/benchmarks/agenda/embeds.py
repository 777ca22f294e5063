"""200 embeds of different schools behind nginx: what reaches the application, and how near a file of nginx's own.

`python -m tests.benchmarks.agenda.embeds` on a seeded database (`DATABASE_URL`…). Needs nginx and wrk. It starts the
application and nginx on ports of their own, cancels one event for a moment, and stops both.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.benchmarks.agenda.front import HOST, ROOT, Front, free_port, front

SCHOOLS = 200
ROUNDS = 3
#: All rounds together end before the answers grow old: a page made again meanwhile would take the same processors.
SECONDS = 3
AT_MOST_ASKED, AT_LEAST_RATIO, AT_MOST_SECONDS, AT_LEAST_REQUESTS = 0.01, 0.8, 60, 20_000
LUA = """local paths = {{ {paths} }}
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n % #paths + 1], {{ ["Host"] = "{host}", ["Accept-Encoding"] = "{encoding}" }})
end
"""
VARIABLES = {"DJANGO_SETTINGS_MODULE": "config.settings.local", "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}


def application(port: int) -> "subprocess.Popen[bytes]":
    """The production server, with the settings of the machine."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--port", str(port)]
    hosts = {"ALLOWED_HOSTS": f"{HOST},127.0.0.1"}
    process = subprocess.Popen(
        [*server, "--log-level", "error", "config.wsgi:application"],
        env=os.environ | VARIABLES | hosts,
        cwd=ROOT,
    )
    for _attempt in range(600):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    raise TimeoutError("application")


def load(front: Front, paths: list[str], encoding: str = "gzip") -> float:
    """Requests a second, asked as browsers do unless told; refuses any answer that is not a success."""
    script = front.folder / "paths.lua"
    script.write_text(
        LUA.format(paths=", ".join(f'"{path}"' for path in paths), host=HOST, encoding=encoding)
    )
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "-s", str(script), front.url("/")]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in output, output
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", output)[0])


def measure(front: Front, paths: list[str]) -> bool:
    """Interleaved: the embeds, then files of the same sizes, `ROUNDS` times each."""
    (front.folder / "media/embeds").mkdir()
    for number, path in enumerate(paths):
        (front.folder / f"media/embeds/{number}.html").write_bytes(front.get(path)[2])
    files = [f"/media/embeds/{number}.html" for number in range(len(paths))]
    rates = [(load(front, paths), load(front, files)) for _round in range(ROUNDS)]
    embeds, static = (statistics.median(values) for values in zip(*rates, strict=True))
    states = front.states()  # the first answer of each school included
    total, asked = states.total(), front.asked()
    print(f"embeds: {total} requests, {asked} reached the application ({asked / total:.2%}), {dict(states)}")
    print(
        f"requests a second: embeds {embeds:.0f}, same files from the disk {static:.0f}, {embeds / static:.2f}"
    )
    for path in paths:
        front.get(path)
    plain = load(front, paths, "identity"), load(front, files, "identity")
    print(f"uncompressed, which no browser asks: {plain[0]:.0f}/{plain[1]:.0f}, {plain[0] / plain[1]:.2f}")
    print("rounds:", ", ".join(f"{one:.0f}/{other:.0f}" for one, other in rates))
    enough = total >= AT_LEAST_REQUESTS
    return enough and asked / total <= AT_MOST_ASKED and embeds / static >= AT_LEAST_RATIO


def cancel(front: Front) -> bool:
    """Seconds until a cancelled event is said cancelled, asked every half second as readers would."""
    from evenements.models import Evenement  # noqa: PLC0415 - after django.setup()

    event = Evenement.objects.localized("fr").published().filter(etat="prevu").upcoming()[0]
    path = "/embed/v1/agenda/?n=1&du=" + event.prochaine.date().isoformat()
    assert b"Annul" not in front.get(path)[2]
    Evenement.objects.filter(pk=event.pk).update(etat="annule")
    start = time.monotonic()
    try:
        while b"Annul" not in front.get(path)[2] and time.monotonic() - start < 2 * AT_MOST_SECONDS:
            time.sleep(0.5)
    finally:
        Evenement.objects.filter(pk=event.pk).update(etat="prevu")
    seconds = time.monotonic() - start
    print(f"cancelled event: shown behind the cache after {seconds:.1f} s")
    return seconds <= AT_MOST_SECONDS


def without(front: Front, paths: list[str]) -> bool:
    """The application is stopped and every answer is older than its life."""
    time.sleep(52)
    answers = [front.get(path) for path in paths]
    stale = sum(status == 200 and state == "STALE" for status, state, _body in answers)
    print(f"application stopped: {stale} of {len(answers)} embeds still answer")
    return stale == len(answers)


def main() -> int:
    os.environ.update({"DJANGO_SETTINGS_MODULE": VARIABLES["DJANGO_SETTINGS_MODULE"]})
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    django.setup()
    from territoires.models import Etablissement  # noqa: PLC0415

    schools = list(Etablissement.objects.order_by("uai").values_list("uai", flat=True)[:SCHOOLS])
    paths = [f"/embed/v1/agenda/?uai={uai}" for uai in schools]
    assert len(paths) == SCHOOLS
    port, folder = free_port(), Path(tempfile.mkdtemp(prefix="embeds-"))
    running = application(port)
    try:
        with front(folder, port) as before:
            good = [measure(before, paths), cancel(before)]
            running.terminate()
            running.wait(30)
            good.append(without(before, paths))
    finally:
        if running.poll() is None:
            running.terminate()
        shutil.rmtree(folder)
    print("kept" if all(good) else "NOT KEPT")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
