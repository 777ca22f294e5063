"""Pages of `demo/content`: created in tree order, then filled, because they link to one another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

from demo.loader import dates, translations
from demo.loader.context import Context
from demo.loader.dates import PARIS
from demo.loader.documents import Document, digest
from demo.loader.fields import assign, day, explain, has_field, refuse_unknown
from demo.loader.kinds import Kind, address, kind_of, parent_address
from demo.loader.publishing import is_new, publish_first
from demo.loader.state import EDITED, Registre
from demo.loader.stories import Contenu, tell
from demo.loader.streams import build, stable_uuid

FORMAT = "1"
WHAT = {"metiers": "metier", "formations": "formation", "ambassadeurs": "ambassadeur"}
ETATS = ("publie", "brouillon", "relecture", "programme", "expire")


@dataclass
class Fiche:
    """A French file, its English file if there is one, and the page they make."""

    document: Document
    kind: Kind
    translation: Document | None = None
    page: Any = None
    edited: bool = False

    @property
    def key(self) -> str:
        return self.document.name

    @property
    def etat(self) -> str:
        return str(self.document.meta.get("etat", "publie"))

    @property
    def seed(self) -> str:
        return f"{self.document.kind}/{self.document.slug}"


def fingerprint(context: Context, *documents: Document) -> str:
    """Changes with the files, and with the days that their fields say."""
    moving = [day for document in documents for day in dates.moving(repr(document.meta), context.today)]
    return digest(FORMAT, *(document.digest for document in documents), *moving)


def existing(fiche: Fiche, context: Context) -> Any:
    """The French page of this file, found by its key of translation then by its place in the tree."""
    model = fiche.kind.model
    found = model.objects.filter(locale=context.french, translation_key=stable_uuid(fiche.seed)).first()
    if found or fiche.document.kind == "accueil":
        return found
    parent = context.addresses.pages.get(parent_address(fiche.document))
    siblings = Page.objects.get(pk=parent).get_children() if parent else Page.objects.none()
    by_hand = siblings.filter(slug=fiche.document.slug).first()
    return by_hand.specific if by_hand else None


def scalars(page: Any, fiche: Fiche, context: Context) -> None:
    document, kind = fiche.document, fiche.kind
    assign(page, kind.all_fields, document, context)
    page.slug = str(document.meta.get("slug") or document.slug)
    if kind.term:
        what, name = kind.term
        try:
            setattr(page, name, context.lookup(what, document.slug))
        except ValueError as error:
            raise document.fault(str(error)) from error


def create(fiche: Fiche, context: Context) -> None:
    """A draft without text, so that the other files can name the page."""
    document = fiche.document
    page = fiche.kind.model(
        locale=context.french,
        translation_key=stable_uuid(fiche.seed),
        live=False,
        has_unpublished_changes=True,
    )
    scalars(page, fiche, context)
    parent_path = parent_address(document)
    if document.kind == "accueil":
        parent = Page.objects.get(depth=1)
    elif parent_path in context.addresses.pages:
        parent = Page.objects.get(pk=context.addresses.pages[parent_path])
    else:
        raise document.fault(f"la page parente « {parent_path} » n’existe pas.", document.line("parent"))
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise explain(error, document) from error
    fiche.page = page


def register(fiche: Fiche, context: Context) -> None:
    """From now on other files may link to the page and name it."""
    context.addresses.pages[address(fiche.document)] = fiche.page.pk
    what = WHAT.get(fiche.document.kind)
    if what:
        context.found.setdefault(what, {})[fiche.document.slug] = fiche.page


def figures(document: Document, context: Context) -> Callable[[str, int], int]:
    def find(key: str, line: int) -> int:
        try:
            return int(context.lookup("chiffre", key).pk)
        except ValueError as error:
            raise document.fault(str(error), line) from error

    return find


def tell_page(page: Any, fiche: Fiche, document: Document, contenu: Contenu, context: Context) -> None:
    """Streams and texts of the sections; a stream that the file no longer has is emptied."""
    names = {fiche.kind.recit.body, "parcours", "admission", "simplifie"}
    for name in names:
        if has_field(type(page), name):
            field = page._meta.get_field(name)
            seed = f"{fiche.seed}:{name}"
            blocs = contenu.streams.get(name, [])
            setattr(page, name, build(field, blocs, seed, figures(document, context), document))
    for name in ("transition", "apres", "autre_voie", "plait", "pese"):
        if has_field(type(page), name):
            setattr(page, name, contenu.texts.get(name, ("", 1))[0])


def compose(page: Any, fiche: Fiche, context: Context, kinds: list[str] | None = None) -> Contenu:
    """The whole page in memory, as its file tells it; `kinds`: those of the French sections, for a translation."""
    document = fiche.document
    scalars(page, fiche, context)
    contenu = tell(document, fiche.kind.recit, context.writer(document), kinds)
    tell_page(page, fiche, document, contenu, context)
    for key, setter in fiche.kind.relations.items():
        setter(page, document.meta.get(key), document, context)
    if document.kind == "accueil" and "ambassadeur" in document.meta:
        try:
            page.ambassadeur = context.lookup("ambassadeur", str(document.meta["ambassadeur"]))
        except ValueError as error:
            raise document.fault(str(error), document.line("ambassadeur")) from error
    return contenu


def fill(fiche: Fiche, context: Context) -> Any:
    document = fiche.document
    refuse_unknown(document, fiche.kind.keys)
    if fiche.etat not in ETATS:
        raise document.fault(f"etat : {', '.join(ETATS)}.", document.line("etat"))
    # Read again: pages created meanwhile under this one changed its place in the tree.
    page = fiche.page = fiche.kind.model.objects.get(pk=fiche.page.pk)
    contenu = compose(page, fiche, context)
    lines = {name: line for name, (_, line) in contenu.texts.items()}
    try:
        publish(page, fiche, context)
    except ValidationError as error:
        raise explain(error, document, lines) from error
    return page


def publish(page: Any, fiche: Fiche, context: Context) -> None:
    """Takes the road of the back-office to the state that the file asks for."""
    document = fiche.document
    if fiche.etat == "publie" and is_new(page):
        page.full_clean()
        publish_first(page)
        return
    if fiche.etat == "programme":
        moment = day(document.meta.get("publie_le"), document.line("publie_le"), document, context)
        if moment is None:
            raise document.fault("une page programmée dit « publie_le ».", document.line("etat"))
        page.go_live_at = datetime(moment.year, moment.month, moment.day, 6, tzinfo=PARIS)
    revision: Revision = page.save_revision(log_action=True)
    if fiche.etat in ("publie", "programme"):
        revision.publish()
    elif fiche.etat == "relecture":
        submit(page, document)
    elif fiche.etat == "expire":
        expire(page)
    page.refresh_from_db()


def submit(page: Any, document: Document) -> None:
    workflow = page.get_workflow()
    if workflow is None:
        raise document.fault(
            "aucun circuit de relecture n’est attaché à cette partie du site.", document.line("etat")
        )
    if not page.workflow_in_progress:
        workflow.start(page, None)


def expire(page: Any) -> None:
    """Was on the site and left it by itself: published while consent lasted, then withdrawn."""
    last_day = page.consentement_jusqu_au
    page.consentement_jusqu_au = timezone.localdate()
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish(set_expired=True)
    page.consentement_jusqu_au = last_day
    page.save_revision(clean=False)


def load_translation(fiche: Fiche, registre: Registre, context: Context) -> None:
    english = fiche.translation
    page = fiche.page
    if english is None or page is None:
        return
    if fiche.etat != "publie":
        raise english.fault("seule une page publiée se traduit : enlever ce fichier ou publier le français.")
    target = page.get_translation_or_none(context.english)
    print_ = fingerprint(context, fiche.document, english)
    if fiche.edited and not registre.is_current(english.name, print_):
        registre.bilan.edited.append(f"{english.name} (sa page française a été modifiée)")
        return

    def write() -> Any:
        refuse_unknown(english, fiche.kind.keys)
        mirror = fiche.kind.model(locale=context.french, translation_key=page.translation_key)
        copy = Fiche(translations.merged(fiche.document, english), fiche.kind)
        contenu = compose(mirror, copy, context, translations.kinds(fiche.document, fiche.kind.recit))
        return translations.translate(page, mirror, english, block_lines(fiche, contenu), context)

    registre.load(english.name, print_, target, write, f"{english.name} ({target})")


def block_lines(fiche: Fiche, contenu: Contenu) -> dict[str, int]:
    lines = {name: line for name, (_, line) in contenu.texts.items()}
    for name, blocs in contenu.streams.items():
        for index, bloc in enumerate(blocs):
            lines[str(stable_uuid(f"{fiche.seed}:{name}.{index}"))] = bloc.line
    return lines


def prepare(fiche: Fiche, registre: Registre, context: Context) -> None:
    """Finds or creates the page; one that a person deleted stays deleted."""
    fiche.page = existing(fiche, context)
    if fiche.page is None:
        if registre.is_current(fiche.key, fingerprint(context, fiche.document)):
            return
        create(fiche, context)
    register(fiche, context)


def load_one(fiche: Fiche, registre: Registre, context: Context) -> None:
    if fiche.page is None:
        return
    # A page just created has no revision yet: nobody can have touched it.
    known = fiche.page if fiche.page.latest_revision_id else None
    print_ = fingerprint(context, fiche.document)
    verdict = registre.load(
        fiche.key, print_, known, lambda: fill(fiche, context), f"{fiche.key} ({fiche.page})"
    )
    fiche.edited = verdict == EDITED


def gather(documents: list[Document]) -> list[Fiche]:
    """Pairs the two languages of each page; an English file without French one is a fault."""
    fiches: dict[tuple[str, str], Fiche] = {}
    for document in documents:
        if document.language == "fr":
            fiches[document.kind, document.slug] = Fiche(document, kind_of(document))
    for document in documents:
        if document.language != "fr":
            fiche = fiches.get((document.kind, document.slug))
            if fiche is None:
                raise document.fault(
                    f"il manque {document.kind}/{document.slug}.fr.md, que ce fichier traduit."
                )
            fiche.translation = document
    return list(fiches.values())
