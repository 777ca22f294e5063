"""`./run` on a site so small that it starts at once: the supervisor is the real one, the Django commands are played.

Run as a program by the tests: `small_site.py FOLDER`. The folder receives a `manage.py` of a few lines and a WSGI
application of one, and stands for the checkout.
"""

import sys
from pathlib import Path

MANAGE = """
import json, os, pathlib, sys, time
import psycopg

command = sys.argv[1]
pathlib.Path("commands.log").open("a").write(" ".join(sys.argv[1:]) + "\\n")
database = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
if command in os.environ.get("FAILS", "").split(","):
    sys.exit("la commande échoue, comme demandé")
if command == "migrate":
    database.execute("CREATE TABLE IF NOT EXISTS wagtailcore_page (id int)")
    database.execute("CREATE TABLE IF NOT EXISTS django_migrations AS SELECT 1 AS id")
    database.execute("CREATE TABLE IF NOT EXISTS imports_importrun (statut text)")
elif command == "import_reference":
    known = database.execute("SELECT count(*) FROM imports_importrun").fetchone()[0]
    print("rome · déjà à jour" if known else "rome · rome · Appliqué\\n  rome : 3 lues\\n  3 écritures.")
    if not known:
        database.execute("INSERT INTO imports_importrun VALUES ('applique')")
elif command == "seed_demo":
    database.execute("INSERT INTO wagtailcore_page SELECT generate_series(1, 20)")
elif command == "demo_accounts":
    pathlib.Path(".local/accounts.json").write_text(json.dumps({"rédaction": {"login": "r", "password": "secret"}}))
elif command in ("worker", "scheduler"):
    if command in os.environ.get("FALLS", "").split(","):
        sys.exit(3)
    time.sleep(600)
"""
WSGI = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"petit site"]
"""


def make(folder: Path) -> Path:
    """A checkout with a site of two files."""
    config = folder / "site" / "config"
    config.mkdir(parents=True)
    (folder / ".local").mkdir()
    (folder / "manage.py").write_text(MANAGE)
    (config / "__init__.py").touch()
    (config / "wsgi.py").write_text(WSGI)
    return folder


def main(folder: Path) -> int:
    from services import folders  # noqa: PLC0415 - changed before any module takes its values from it

    folders.ROOT, folders.LOCAL = folder, folder / ".local"
    from services import run  # noqa: PLC0415

    return run.main()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
