"""Events: a file each, as for pages, but a snippet in the database."""

from typing import Any

from django.core.exceptions import ValidationError

from demo.loader import dates, relations, translations
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.fields import assign, convert, explain, refuse_unknown
from demo.loader.pages import figures, fingerprint
from demo.loader.publishing import is_new, publish_first
from demo.loader.relations import as_list, found
from demo.loader.state import Registre
from demo.loader.stories import EVENEMENT, tell
from demo.loader.streams import build, stable_uuid
from evenements.models import AppelProjets, Evenement, EvenementSession

FIELDS = (
    "titre", "type", "resume", "etat", "etat_precision", "mode", "lieu", "adresse", "lien_visio", "acces",
    "organisateur", "contact", "publics", "accessibilite", "a_preparer", "inscription", "inscription_url",
    "inscription_avant", "exemple",
)  # fmt: skip
APPEL = ("ouverture", "cloture", "pour_qui", "montant", "financeurs", "fse")
KEYS = {*FIELDS, *relations.EVENEMENT, "dates", "etablissement", "commune", "appel", "brouillon"}


def existing(document: Document, context: Context) -> Evenement | None:
    return (
        Evenement.objects.filter(locale=context.french, slug=document.slug).first()
        or Evenement.objects.filter(
            locale=context.french, translation_key=stable_uuid("evenements", document.slug)
        ).first()
    )


def load(document: Document, registre: Registre, context: Context) -> Evenement | None:
    event = existing(document, context)
    registre.load(
        document.name,
        fingerprint(context, document),
        event,
        lambda: write(event, document, context),
        str(event),
    )
    return existing(document, context)


def write(event: Evenement | None, document: Document, context: Context) -> Evenement:
    refuse_unknown(document, KEYS)
    if event is None:
        event = Evenement(
            locale=context.french, translation_key=stable_uuid("evenements", document.slug), live=False
        )
    compose(event, document, context)
    try:
        event.full_clean()
        publish(event, draft=bool(document.meta.get("brouillon")))
    except ValidationError as error:
        raise explain(error, document) from error
    return event


def publish(event: Evenement, *, draft: bool) -> None:
    if is_new(event) and not draft:
        publish_first(event)
        return
    event.save()
    revision = event.save_revision(clean=False)
    if not draft:
        revision.publish()
    event.refresh_from_db()


def compose(
    event: Evenement, document: Document, context: Context, kinds: list[str] | None = None
) -> dict[str, int]:
    """The event in memory; gives the line of each block of its text."""
    assign(event, FIELDS, document, context)
    event.slug = document.slug
    for name in ("etablissement", "commune"):
        key = document.meta.get(name)
        setattr(event, name, found(name, key, document.line(name), document, context) if key else None)
    contenu = tell(document, EVENEMENT, context.writer(document), kinds)
    field: Any = Evenement._meta.get_field("description")
    seed = f"evenements/{document.slug}:description"
    blocs = contenu.streams.get("description", [])
    event.description = build(field, blocs, seed, figures(document, context), document)
    event.sessions = sessions(event, document, context)
    event.appels = calls(event, document, context)
    for key, setter in relations.EVENEMENT.items():
        setter(event, document.meta.get(key), document, context)
    return {str(stable_uuid(f"{seed}.{index}")): bloc.line for index, bloc in enumerate(blocs)}


def load_translation(
    event: Evenement, french: Document, english: Document, registre: Registre, context: Context
) -> None:
    target = event.get_translation_or_none(context.english)
    print_ = fingerprint(context, french, english)

    def write() -> Any:
        refuse_unknown(english, KEYS)
        mirror = Evenement(locale=context.french, translation_key=event.translation_key)
        document = translations.merged(french, english)
        lines = compose(mirror, document, context, translations.kinds(french, EVENEMENT))
        return translations.translate(event, mirror, english, lines, context)

    registre.load(english.name, print_, target, write, f"{english.name} ({target})")


def sessions(event: Evenement, document: Document, context: Context) -> list[EvenementSession]:
    """A session keeps its key and its name in calendars by its rank: a shifted date is the same session."""
    known = list(event.sessions.all()) if event.pk else []
    rows = []
    for index, text in enumerate(as_list(document.meta.get("dates"), "dates", document)):
        line = document.lines.get(f"dates.{index}", document.line("dates"))
        try:
            seance = dates.parse_session(str(text), context.today)
        except ValueError as error:
            raise document.fault(str(error), line) from error
        precision = context.writer(document).plain(seance.precision, line)
        row = EvenementSession(debut=seance.debut, fin=seance.fin, precision=precision, sort_order=index)
        row.pk = known[index].pk if index < len(known) else None
        row.uid = (
            known[index].uid
            if row.pk
            else stable_uuid("evenements.sessions", f"{event.translation_key}.{index}")
        )
        rows.append(row)
    return rows


def calls(event: Evenement, document: Document, context: Context) -> list[AppelProjets]:
    record = document.meta.get("appel")
    if not record:
        return []
    line = document.line("appel")
    if not isinstance(record, dict) or not {"ouverture", "cloture"} <= set(record) <= set(APPEL):
        raise document.fault(f"un appel à projets a : {', '.join(APPEL)}.", line)
    call = AppelProjets(sort_order=0)
    existing_call = event.appels.first() if event.pk else None
    call.pk = existing_call.pk if existing_call else None
    for name in APPEL:
        if name in record:
            field: Any = AppelProjets._meta.get_field(name)
            setattr(call, name, convert(field, record[name], "appel", document, context))
    return [call]
