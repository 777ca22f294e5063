"""An import from end to end: parse → validate → diff → apply, in one transaction, kept in the journal."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import DatabaseError, connection, reset_queries, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.bounds import bounds_of, check_bounds
from imports.diffing import chunks, diff
from imports.enums import Statut
from imports.faults import Fault, FaultLog, FileRefusedError
from imports.inputs import Input, fingerprint, open_inputs
from imports.models import ImportRun
from imports.progress import Progress, Silent, counted
from imports.refresh import refresh_indexes
from imports.source import Part, Row, Source, Table
from imports.staging import Staging
from imports.writing import refresh_statistics, remove, write

COUNTS = ("creees", "modifiees", "inchangees", "retirees", "absentes", "verrouillees")
MAX_REFUSED = 20.0
MAX_REMOVED = 20.0  # per cent of a table of links, and of the rows of a file since its last import
MANY = 1_000  # new records: the statistics of before say nothing any more
FEW = 20  # below this number, a share means nothing


@dataclass(frozen=True)
class Options:
    """What the person who launches decides. `max_refused` is a percentage of the rows of each file."""

    dry_run: bool = False
    max_refused: float = MAX_REFUSED
    allow_removals: bool = False
    user: Any = None
    label: str = ""  # what the journal calls the files; empty: their own names


class _DryRun(Exception):  # noqa: N818 - not an error: undoes the transaction
    pass


@dataclass(slots=True)
class _FileCount:
    """What was read of one file."""

    name: str
    lues: int = 0
    ecartees: int = 0
    ignorees: int = 0  # nothing in them for us: a certification without ONISEP formation

    def as_dict(self) -> dict[str, Any]:
        return {
            "fichier": self.name,
            "lues": self.lues,
            "ecartees": self.ecartees,
            "ignorees": self.ignorees,
        }


@dataclass
class Import:
    """One launch. `execute()` never raises for what is in the file: the run says what happened."""

    source: Source
    options: Options
    progress: Progress = field(default_factory=Silent)
    log: FaultLog = field(default_factory=FaultLog)
    files: dict[int, _FileCount] = field(default_factory=dict)
    tables: dict[str, dict[str, int]] = field(default_factory=dict)

    def execute(self, paths: Path | Iterable[Path]) -> ImportRun:
        run = ImportRun(
            source=self.source.name,
            producteur=self.source.producteur,
            licence=self.source.licence,
            essai=self.options.dry_run,
            par=self.options.user,
        )
        try:
            self._prepare_and_apply(run, paths)
        except FileRefusedError as error:
            for fault in error.faults or ():
                self.log.add(fault)
            run.statut, run.message = Statut.REFUSE, error.message
        except DatabaseError as error:  # what no check foresaw: nothing is written, and it is said
            run.statut = Statut.REFUSE
            run.message = _(
                "La base de données refuse ces données, rien n’a été repris. Détail : %(error)s"
            ) % {"error": str(error).strip()}
        finally:
            self.progress.finish()
        self._close(run)
        if run.statut == Statut.APPLIQUE:
            refresh_indexes(run)
        return run

    def _prepare_and_apply(self, run: ImportRun, paths: Path | Iterable[Path]) -> None:
        inputs = open_inputs(paths)
        run.fichier = self.options.label or inputs.label
        chosen = self.source.choose(inputs)
        run.empreinte = fingerprint(file for _part, file in chosen)
        run.millesime = self.source.millesime([file for _part, file in chosen])
        run.save()
        with suppress(_DryRun), transaction.atomic():
            self._exclusive()
            self._apply(run, chosen)
            if self.options.dry_run:
                raise _DryRun
        run.statut = Statut.ESSAI if self.options.dry_run else Statut.APPLIQUE

    def _exclusive(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [crc32(b"imports")])
            if not cursor.fetchone()[0]:
                raise FileRefusedError(_("Un autre import est en cours : attendez qu’il se termine."))

    def _apply(self, run: ImportRun, chosen: list[tuple[Part, Input]]) -> None:
        self.files = {index: _FileCount(file.name) for index, (_part, file) in enumerate(chosen)}
        self.source.before()
        staging = Staging(self.source, chosen)
        self.progress.start(_("lecture"), sum(file.size for _part, file in chosen), "o")
        staging.load(self._rows(chosen))
        self._check_duplicates(staging)
        staging.set_aside(self.log)
        for part, number in staging.refused.items():
            self.files[part].ecartees += number
        self._check_shares(run)
        for table in self.source.tables:
            if staging.count(table):
                self._compare(run, staging, table)

    def _rows(self, chosen: list[tuple[Part, Input]]) -> Iterator[tuple[int, int, Row]]:
        bounds = {table.row: bounds_of(table) for table in self.source.tables}
        for index, (part, file) in enumerate(chosen):
            count = self.files[index]
            for record in part.format.records(file, self.progress.advance):
                count.lues += 1
                rows = list(part.parse(record)) if not record.faults else []
                count.ignorees += not rows and not record.faults
                for row in rows:
                    check_bounds(row, bounds[type(row)], part, record)
                if record.faults:
                    count.ecartees += 1
                    for fault in record.faults:
                        self.log.add(fault)
                    continue
                for row in rows:
                    yield index, record.line, row
            if not count.lues:
                raise FileRefusedError(_("« %(file)s » n’a aucune ligne de données.") % {"file": file.name})

    def _check_duplicates(self, staging: Staging) -> None:
        found: list[Fault] = [fault for table in self.source.tables for fault in staging.duplicates(table)]
        if found:
            faults = FaultLog()
            for fault in found:
                faults.add(fault)
            raise FileRefusedError(
                _("« %(file)s », ligne %(line)d : %(message)s Rien n’a été repris.")
                % {"file": found[0].file, "line": found[0].line, "message": found[0].message},
                faults,
            )

    def _check_shares(self, run: ImportRun) -> None:
        for count in self.files.values():
            share = 100 * count.ecartees / count.lues
            if share > self.options.max_refused:
                raise FileRefusedError(
                    _(
                        "« %(file)s » : %(refused)d lignes sur %(read)d ont une faute (%(share).0f %%, limite "
                        "%(limit).0f %%). C’est trop pour que le reste soit fiable : rien n’a été repris."
                    )
                    % {
                        "file": count.name,
                        "refused": count.ecartees,
                        "read": count.lues,
                        "share": share,
                        "limit": self.options.max_refused,
                    }
                )
        if not self.options.allow_removals:
            self._check_shrunk(run)

    def _check_shrunk(self, run: ImportRun) -> None:
        """A file much shorter than the last one of the same name was probably cut between two lines."""
        last = ImportRun.objects.filter(source=run.source, statut=Statut.APPLIQUE).first()
        before = {item["fichier"]: item["lues"] for item in last.detail.get("fichiers", [])} if last else {}
        for count in self.files.values():
            known = before.get(count.name, 0)
            if known > FEW and count.lues < known * (1 - MAX_REMOVED / 100):
                raise FileRefusedError(
                    _(
                        "« %(file)s » a %(read)d lignes, contre %(known)d la dernière fois : il semble coupé. Si la "
                        "baisse est voulue, relancez avec --allow-removals."
                    )
                    % {"file": count.name, "read": count.lues, "known": known}
                )

    def _compare(self, run: ImportRun, staging: Staging, table: Table) -> None:
        counts = self.tables.setdefault(table.name, dict.fromkeys(COUNTS, 0))
        self.progress.start(str(table.label), staging.count(table), " " + _("lignes"))
        for chunk in chunks(counted(staging.merged(table), self.progress)):
            difference = diff(table, chunk)
            counts["creees"] += len(difference.added)
            counts["modifiees"] += len(difference.changed)
            counts["inchangees"] += difference.unchanged
            counts["verrouillees"] += difference.locked
            if not self.options.dry_run:
                write(run, table, difference)
            if settings.DEBUG:
                reset_queries()  # Django keeps the text of the last 9,000 queries in development
        if counts["creees"] >= MANY:
            refresh_statistics(table.model)
        if table.owner:
            self._remove(run, staging, table, counts)
        else:
            counts["absentes"] = staging.absent(table)

    def _remove(self, run: ImportRun, staging: Staging, table: Table, counts: dict[str, int]) -> None:
        pks = staging.removable(table)
        existing = table.model._base_manager.count()
        if len(pks) > max(FEW, existing * MAX_REMOVED / 100) and not self.options.allow_removals:
            raise FileRefusedError(
                _(
                    "Cet import retirerait %(removed)d liens sur %(existing)d (%(table)s). Si c’est voulu, relancez "
                    "avec --allow-removals."
                )
                % {"removed": len(pks), "existing": existing, "table": table.label}
            )
        counts["retirees"] = len(pks)
        if pks and not self.options.dry_run:
            remove(run, table, pks)

    def _close(self, run: ImportRun) -> None:
        """Write the figures; outside the transaction, so that a refused run is kept too."""
        run.lues = sum(count.lues for count in self.files.values())
        run.ecartees = sum(count.ecartees for count in self.files.values())
        if run.statut != Statut.REFUSE:
            for name in COUNTS:
                setattr(run, name, sum(counts[name] for counts in self.tables.values()))
        run.detail = {
            "fichiers": [count.as_dict() for count in self.files.values()],
            "tables": self.tables if run.statut != Statut.REFUSE else {},
        }
        run.fautes = [fault.as_dict() for fault in self.log]
        run.fautes_total = self.log.total
        run.termine = timezone.now()
        run.save()


def run_import(
    source: Source,
    paths: Path | Iterable[Path],
    options: Options | None = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Import `paths` into the tables of `source`; read `statut` and `message` of the run returned."""
    return Import(source, options or Options(), progress or Silent()).execute(paths)
