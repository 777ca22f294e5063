"""Lists of the front matter that become rows of their own: sectors, REV3 evidence, ROME codes, figures, sources."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from ambassadeurs.models import AmbassadeurMetier, AmbassadeurSecteur, AmbassadeurTheme
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.fields import day
from demo.loader.stories import Bloc
from demo.loader.streams import build, stable_uuid
from evenements.models import (
    EvenementAmbassadeur,
    EvenementChantier,
    EvenementFormation,
    EvenementMetier,
    EvenementSecteur,
    EvenementTheme,
)
from formations.models import (
    FormationChantier,
    FormationChiffre,
    FormationMetier,
    FormationPreuveRev3,
    FormationSecteur,
    FormationSuite,
)
from home.landings import ChantierChiffre, Rev3Chiffre, SecteurChiffre, ThemeRev3Chiffre
from metiers.models import (
    MetierChantier,
    MetierChiffre,
    MetierInteret,
    MetierPreuveRev3,
    MetierRome,
    MetierSecteur,
)

Setter = Callable[[Any, Any, Document, Context], None]


def found(what: str, key: Any, line: int, document: Document, context: Context) -> Any:
    try:
        return context.lookup(what, str(key))
    except ValueError as error:
        raise document.fault(str(error), line) from error


def as_list(value: Any, key: str, document: Document) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise document.fault(f"« {key} » est une liste : [a, b].", document.line(key))
    return value


def keep_keys(manager: Any, rows: list[Any], field: str) -> list[Any]:
    """A row that names the same thing keeps its primary key, so that an update rewrites instead of replacing."""
    existing = {getattr(row, f"{field}_id"): row.pk for row in manager.all() if row.pk}
    for row in rows:
        row.pk = existing.get(getattr(row, f"{field}_id"))
    return rows


def link(key: str, what: str, model: type[Model], relation: str, field: str) -> Setter:
    """A list of names → one row each, in the order of the file."""

    def setter(instance: Any, value: Any, document: Document, context: Context) -> None:
        rows = []
        for index, name in enumerate(as_list(value, key, document)):
            line = document.lines.get(f"{key}.{index}", document.line(key))
            row = model(**{field: found(what, name, line, document, context)})
            if hasattr(row, "sort_order"):
                row.sort_order = index
            rows.append(row)
        setattr(instance, relation, keep_keys(getattr(instance, relation), rows, field))

    return setter


def sources_stream(
    model: type[Model], values: Any, seed: str, line: int, document: Document, context: Context
) -> Any:
    """`[{titre, editeur, date, url}]` → the stream of dated sources."""
    writer = context.writer(document)
    blocs = []
    for value in values or []:
        if not isinstance(value, dict) or not {"titre", "editeur", "date"} <= set(value):
            raise document.fault("une source a un titre, un editeur et une date (et une url).", line)
        content = {
            "titre": writer.plain(str(value["titre"]), line),
            "editeur": writer.plain(str(value["editeur"]), line),
            "date": str(day(value["date"], line, document, context)),
            "url": str(value.get("url") or ""),
        }
        blocs.append(Bloc("source", content, line))
    return build(model._meta.get_field("sources"), blocs, seed, _no_figure, document)


def _no_figure(key: str, _line: int) -> int:
    raise LookupError(key)


def evidence(model: type[Model]) -> Setter:
    """`rev3:` one record per theme: degre, changement, sources."""

    def setter(instance: Any, value: Any, document: Document, context: Context) -> None:
        rows = []
        for index, record in enumerate(as_list(value, "rev3", document)):
            line = document.lines.get(f"rev3.{index}", document.line("rev3"))
            if not isinstance(record, dict) or "theme" not in record:
                raise document.fault("un lien REV3 a un theme, un degre, un changement et des sources.", line)
            theme = found("theme", record["theme"], line, document, context)
            seed = f"{document.kind}/{document.slug}:rev3.{theme.slug}"
            row: Any = model(
                tag=theme,
                degre=record.get("degre", ""),
                changement=context.writer(document).plain(str(record.get("changement", "")), line),
                translation_key=stable_uuid(seed),
                locale=context.french,
                sort_order=index,
            )
            row.sources = sources_stream(
                model, record.get("sources"), f"{seed}.sources", line, document, context
            )
            try:
                row.clean_fields(exclude=["content_object", "sources"])
            except ValidationError as error:
                raise document.fault(f"rev3 : {' '.join(error.messages)}", line) from error
            rows.append(row)
        instance.preuves_rev3 = keep_keys(instance.preuves_rev3, rows, "tag")

    return setter


def sources(instance: Any, value: Any, document: Document, context: Context) -> None:
    seed = f"{document.kind}/{document.slug}:sources"
    instance.sources = sources_stream(
        type(instance), value, seed, document.line("sources"), document, context
    )


def departements(instance: Any, value: Any, document: Document, context: Context) -> None:
    line = document.line("departements")
    codes = as_list(value, "departements", document)
    instance.departements = [found("departement", code, line, document, context) for code in codes]


def onisep(instance: Any, value: Any, document: Document, context: Context) -> None:
    """Empty as long as the ONISEP table is not loaded: a fresh clone has only our extracts."""
    try:
        instance.onisep = context.lookup("onisep", str(value)) if value else None
    except ValueError as error:
        if context.found["onisep"]:
            raise document.fault(str(error), document.line("onisep")) from error
        instance.onisep = None


METIER: dict[str, Setter] = {
    "secteurs": link("secteurs", "secteur", MetierSecteur, "metier_secteurs", "tag"),
    "chantiers": link("chantiers", "chantier", MetierChantier, "metier_chantiers", "tag"),
    "romes": link("romes", "rome", MetierRome, "romes", "rome"),
    "interets": link("interets", "interet", MetierInteret, "interets", "centre"),
    "chiffres": link("chiffres", "chiffre", MetierChiffre, "liens_chiffres", "chiffre"),
    "rev3": evidence(MetierPreuveRev3),
    "sources": sources,
}
FORMATION: dict[str, Setter] = {
    "secteurs": link("secteurs", "secteur", FormationSecteur, "formation_secteurs", "tag"),
    "chantiers": link("chantiers", "chantier", FormationChantier, "formation_chantiers", "tag"),
    "metiers": link("metiers", "metier", FormationMetier, "liens_metiers", "metier"),
    "suites": link("suites", "formation", FormationSuite, "suites", "suite"),
    "chiffres": link("chiffres", "chiffre", FormationChiffre, "liens_chiffres", "chiffre"),
    "rev3": evidence(FormationPreuveRev3),
    "onisep": onisep,
    "sources": sources,
}
AMBASSADEUR: dict[str, Setter] = {
    "secteurs": link("secteurs", "secteur", AmbassadeurSecteur, "ambassadeur_secteurs", "tag"),
    "themes": link("themes", "theme", AmbassadeurTheme, "ambassadeur_themes", "tag"),
    "metiers": link("metiers", "metier", AmbassadeurMetier, "liens_metiers", "metier"),
    "departements": departements,
}
EVENEMENT: dict[str, Setter] = {
    "secteurs": link("secteurs", "secteur", EvenementSecteur, "evenement_secteurs", "tag"),
    "themes": link("themes", "theme", EvenementTheme, "evenement_themes", "tag"),
    "chantiers": link("chantiers", "chantier", EvenementChantier, "evenement_chantiers", "tag"),
    "metiers": link("metiers", "metier", EvenementMetier, "liens_metiers", "metier"),
    "formations": link("formations", "formation", EvenementFormation, "liens_formations", "formation"),
    "ambassadeurs": link(
        "ambassadeurs", "ambassadeur", EvenementAmbassadeur, "liens_ambassadeurs", "ambassadeur"
    ),
}


def _landing(model: type[Model]) -> dict[str, Setter]:
    return {"chiffres": link("chiffres", "chiffre", model, "liens_chiffres", "chiffre"), "sources": sources}


SECTEUR, REV3 = _landing(SecteurChiffre), _landing(Rev3Chiffre)
THEME, CHANTIER = _landing(ThemeRev3Chiffre), _landing(ChantierChiffre)
