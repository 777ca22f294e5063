"""What is listed rather than told: vocabularies, figures, référents, offers, settings. One YAML or CSV file each."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import Site

from common.models import ReglagesSite
from demo.loader.context import Context
from demo.loader.documents import Document, digest, load_yaml, read_text
from demo.loader.errors import Faute, FauteError
from demo.loader.fields import assign, explain, refuse_unknown
from demo.loader.relations import as_list, found
from demo.loader.state import WRITTEN, Registre
from secteurs.models import GrandChantier, Secteur, ThemeRev3
from territoires.models import Etablissement, Referent, ReferentScope

TERM = ("name", "resume", "icone", "couleur", "rang")
CHANTIER = (*TERM, "lieu", "annee_debut", "annee_fin", "site_web", "scene", "scene_alt")
VOCABULARIES: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "secteurs": (Secteur, "secteur", TERM),
    "rev3": (ThemeRev3, "theme", TERM),
    "chantiers": (GrandChantier, "chantier", CHANTIER),
}
REFERENT = (
    "prenom",
    "nom",
    "fonction",
    "portrait_dessin",
    "telephone",
    "courriel",
    "delai_reponse",
    "exemple",
)
OFFRE = (
    "voie", "site", "precision", "capacite", "capacite_annee", "capacite_source", "internat", "site_web", "source",
)  # fmt: skip
COLUMNS = ("uai", *OFFRE, "rentrees")
SCHOOL = (
    "nom", "type", "statut", "adresse", "code_postal", "latitude", "longitude", "precision", "source", "source_date",
)  # fmt: skip
SCHOOL_COLUMNS = ("uai", "commune", *SCHOOL)
YES_NO = {"oui": True, "non": False, "": None}


def read_records(path: Path, root: Path, key: str) -> Iterator[Document]:
    """A YAML file whose list `key` holds records; the other keys are their defaults. One Document per record."""
    name = path.relative_to(root).as_posix()
    text = read_text(path, root)
    values, lines = load_yaml(text, name)
    records = values.pop(key, None)
    if not isinstance(records, list):
        raise FauteError(Faute(name, 1, f"il manque la liste « {key}: »."))
    for index, record in enumerate(records):
        line = lines.get(f"{key}.{index}", 1)
        if not isinstance(record, dict):
            raise FauteError(Faute(name, line, "attendu : une ligne « champ : valeur » par champ."))
        merged = {**values, **record}
        slug = str(record.get("cle") or record.get("slug") or index)
        document = Document(name, path.parent.name, slug, "fr", merged, dict.fromkeys(merged, line))
        document.digest = digest(repr(sorted(merged.items(), key=str)))
        yield document


def save(instance: Any, document: Document) -> None:
    try:
        instance.full_clean()
        instance.save()
    except ValidationError as error:
        raise explain(error, document) from error


def load_term(document: Document, registre: Registre, context: Context, vocabulary: str) -> None:
    model, what, fields = VOCABULARIES[vocabulary]
    term: Any = model._default_manager.filter(slug=document.slug).first()

    def write() -> Model:
        extra = {"secteur", "departements", "commune"} if what == "chantier" else set()
        refuse_unknown(document, {*fields, "slug", "en", *extra})
        row: Any = term or model(slug=document.slug)
        assign(row, fields, document, context)
        row.translations = {"en": document.meta["en"]} if "en" in document.meta else {}
        if what == "chantier":
            row.secteur = found(
                "secteur", document.meta.get("secteur"), document.line("secteur"), document, context
            )
            code = document.meta.get("commune")
            row.commune = (
                found("commune", code, document.line("commune"), document, context) if code else None
            )
        save(row, document)
        if what == "chantier":
            codes = as_list(document.meta.get("departements"), "departements", document)
            line = document.line("departements")
            row.departements.set([found("departement", code, line, document, context) for code in codes])
        return row

    if registre.load(f"{document.name}#{document.slug}", document.digest, term, write) == WRITTEN:
        context.forget(what)


def publish_record(row: Any, document: Document) -> None:
    """A new version of a record that was there; the new ones are written by `bulk`."""
    save(row, document)
    try:
        revision = row.save_revision(clean=False)
        if not document.meta.get("brouillon"):
            # The journal of the back-office is for what people do: what was loaded stands in FichierCharge.
            revision.publish(log_action=False)
    except ValidationError as error:
        raise explain(error, document) from error
    row.refresh_from_db()


def load_referent(document: Document, registre: Registre, context: Context) -> None:
    person = Referent.objects.filter(courriel=document.meta.get("courriel")).first()

    def write() -> Model:
        refuse_unknown(document, {*REFERENT, "slug", "departement", "bassins"})
        row = person or Referent()
        assign(row, REFERENT, document, context)
        line = document.line("departement")
        departement = found("departement", document.meta.get("departement"), line, document, context)
        codes = as_list(document.meta.get("bassins"), "bassins", document)
        bassins = [found("bassin", code, line, document, context) for code in codes] or [None]
        scopes = [ReferentScope(departement=departement, bassin=bassin) for bassin in bassins]
        try:
            for scope in scopes:
                scope.clean()
        except ValidationError as error:
            raise explain(error, document) from error
        row.perimetres = scopes
        save(row, document)
        return row

    registre.load(f"{document.name}#{document.slug}", document.digest, person, write)


def read_table(
    path: Path, root: Path, columns: tuple[str, ...], identity: tuple[str, ...]
) -> Iterator[Document]:
    """A CSV file with `;`, one record a line; `identity`: the columns that may not be the same twice."""
    name = path.relative_to(root).as_posix()
    reader = csv.DictReader(io.StringIO(read_text(path, root)), delimiter=";", restkey="trop")
    received = reader.fieldnames or ()
    if set(received) - set(columns) or "uai" not in received:
        message = f"colonnes attendues : {', '.join(columns)} (reçues : {', '.join(received)})."
        raise FauteError(Faute(name, 1, message))
    seen: set[str] = set()
    for row in reader:
        if "trop" in row or None in row.values():
            raise FauteError(Faute(name, reader.line_num, "cette ligne n’a pas le bon nombre de colonnes."))
        meta = {key: value.strip() for key, value in row.items() if value and value.strip()}
        slug = "-".join(meta[key] for key in identity if key in meta)
        if slug in seen:
            raise FauteError(Faute(name, reader.line_num, "cette ligne est déjà écrite plus haut."))
        seen.add(slug)
        lines = dict.fromkeys(columns, reader.line_num)
        yield Document(name, path.stem, slug, "fr", meta, lines, digest=digest(repr(sorted(meta.items()))))


def read_offers(path: Path, root: Path) -> Iterator[Document]:
    """A CSV file named after its training, one offer a line."""
    return read_table(path, root, COLUMNS, ("uai", "voie", "site", "precision"))


def read_schools(path: Path, root: Path) -> Iterator[Document]:
    """Établissements that the reference tables lack: nursing schools, CFA of the chambre de métiers…"""
    return read_table(path, root, SCHOOL_COLUMNS, ("uai",))


def load_school(document: Document, registre: Registre, context: Context) -> None:
    """An import may have brought the établissement meanwhile: its row is then left alone."""
    key = f"{document.name}#{document.slug}"
    school = Etablissement.objects.filter(uai=document.slug).first()
    if school is not None and key not in registre.rows:
        return

    def write() -> Model:
        row = school or Etablissement(uai=document.slug)
        for name in ("latitude", "longitude"):
            if name in document.meta:
                document.meta[name] = float(document.meta[name])
        assign(row, SCHOOL, document, context)
        row.commune = found(
            "commune", document.meta.get("commune"), document.line("commune"), document, context
        )
        row.academie = "amiens" if row.commune.departement_id in ("02", "60", "80") else "lille"
        save(row, document)
        return row

    if registre.load(key, document.digest, school, write) == WRITTEN:
        context.forget("etablissement")


def load_settings(path: Path, root: Path, registre: Registre, context: Context, site: Site) -> None:
    name = path.relative_to(root).as_posix()
    text = read_text(path, root)
    values, lines = load_yaml(text, name)
    document = Document(name, "site", "reglages", "fr", values, lines, digest=digest(text))
    settings = ReglagesSite.objects.filter(site=site).first()

    def write() -> Model:
        fields = ("courriel_contact", "telephone_contact", "fonds_europeen")
        refuse_unknown(document, set(fields))
        row = settings or ReglagesSite(site=site)
        assign(row, fields, document, context)
        save(row, document)
        return row

    registre.load(name, document.digest, settings, write)
