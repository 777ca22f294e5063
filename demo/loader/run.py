"""The whole of `demo/content` into the database: one transaction, all faults at once, nothing of a person's lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from demo.loader import evenements, glossaire, pages, records
from demo.loader.context import Context
from demo.loader.documents import Document, read_document
from demo.loader.errors import Faute, FauteError
from demo.loader.figures import Figures
from demo.loader.kinds import FOLDERS, KINDS, address, parent_address
from demo.loader.offers import Offers
from demo.loader.pages import Fiche
from demo.loader.quiet import announce, quiet
from demo.loader.state import Bilan, Registre, first_day
from demo.reference import loading as reference
from evenements.models import Evenement
from home.models import HomePage

CONTENT = Path(__file__).resolve().parent.parent / "content"
Tick = Callable[[str, int, int], None]
Load = Callable[[Document, Registre, Context], None]


@dataclass
class Files:
    """Everything read before anything is written."""

    documents: list[Document] = field(default_factory=list)
    events: list[Document] = field(default_factory=list)
    terms: list[tuple[str, Document]] = field(default_factory=list)
    figures: list[Document] = field(default_factory=list)
    referents: list[Document] = field(default_factory=list)
    offers: list[Document] = field(default_factory=list)
    schools: list[Document] = field(default_factory=list)
    words: list[Document] = field(default_factory=list)
    settings: Path | None = None

    def count(self) -> int:
        lists = (
            self.documents,
            self.events,
            self.terms,
            self.figures,
            self.referents,
            self.offers,
            self.schools,
            self.words,
        )
        return sum(len(one) for one in lists)


def read(root: Path) -> Files:
    """All files; the faults of reading are gathered and raised together."""
    files = Files()
    faults: list[Faute] = []
    for path in sorted(root.rglob("*")):
        if path.is_dir() or path.name.startswith(".") or path.name == "README.md":
            continue
        try:
            read_one(path, root, files)
        except FauteError as error:
            faults += error.fautes
    if faults:
        raise FauteError(*faults)
    return files


def read_one(path: Path, root: Path, files: Files) -> None:
    folder = path.relative_to(root).parts[0]
    if path.suffix == ".md" and folder in {*KINDS, "listes"}:
        files.documents.append(read_document(path, root))
    elif path.suffix == ".md" and folder == "evenements":
        files.events.append(read_document(path, root))
    elif not read_table(path, root, folder, files):
        message = "fichier inattendu ici. Les dossiers et leurs fichiers sont dans demo/README.md."
        raise FauteError(Faute(path.relative_to(root).as_posix(), 1, message))


def read_table(path: Path, root: Path, folder: str, files: Files) -> bool:
    """Files that list records; False when the file has no place here."""
    match folder, path.suffix:
        case "vocabulaires", ".yaml" if path.stem in records.VOCABULARIES:
            files.terms += [(path.stem, document) for document in records.read_records(path, root, "termes")]
        case "chiffres", ".yaml":
            files.figures += records.read_records(path, root, "chiffres")
        case "referents", ".yaml":
            files.referents += records.read_records(path, root, "referents")
        case "etablissements", ".csv":
            files.schools += records.read_schools(path, root)
        case "offres", ".csv":
            files.offers += records.read_offers(path, root)
        case "glossaire.yaml", _:
            files.words += glossaire.read_words(path, root)
        case "reglages.yaml", _:
            files.settings = path
        case _:
            return False
    return True


def load(
    root: Path = CONTENT, today: date | None = None, only: Iterable[str] = (), tick: Tick | None = None
) -> tuple[Bilan, date]:
    """Raises FauteError with every fault found at its stage; nothing of `root` is written then.

    The reference tables (communes, ROME, établissements) come first, from our extracts unless fuller ones are there.
    """
    files = read(root)
    reference.load()
    with transaction.atomic():
        day = today or first_day() or timezone.localdate()
        loader = Loader(files, Registre(day), Context(day, *locales()), set(only), tick, root)
        with quiet():
            loader.run()
        loader.registre.save()
        announce(loader.registre.instances)
    return loader.registre.bilan, day


def locales() -> tuple[Locale, Locale]:
    french, _created = Locale.objects.get_or_create(language_code="fr")
    english, _created = Locale.objects.get_or_create(language_code="en")
    return french, english


@dataclass
class Loader:
    files: Files
    registre: Registre
    context: Context
    only: set[str]
    tick: Tick | None
    root: Path
    done: int = 0
    faults: list[Faute] = field(default_factory=list)

    def run(self) -> None:
        files = self.files
        self.each(files.schools, "etablissements", records.load_school)
        self.stop()
        order = {"secteurs": 0, "rev3": 1, "chantiers": 2}
        for vocabulary, document in sorted(files.terms, key=lambda term: order[term[0]]):
            self.step(
                document,
                "vocabulaires",
                partial(records.load_term, document, self.registre, self.context, vocabulary),
            )
        self.stop()
        self.together(files.figures, "chiffres", Figures(self.registre, self.context))
        self.each(files.referents, "referents", records.load_referent)
        self.stop()
        fiches = self.load_pages()
        self.each(files.words, "glossaire", glossaire.load_word)
        self.together(files.offers, "offres", Offers(self.registre, self.context))
        self.load_events()
        self.stop()
        for fiche in fiches:
            if fiche.translation:
                self.step(
                    fiche.translation, fiche.document.kind,
                    partial(pages.load_translation, fiche, self.registre, self.context),
                )  # fmt: skip
        self.stop()

    def each(self, documents: list[Document], folder: str, load: Load) -> None:
        for document in documents:
            self.step(document, folder, partial(load, document, self.registre, self.context))

    def together(self, documents: list[Document], folder: str, loader: Figures | Offers) -> None:
        """Many lines: each is checked in its turn, then all are written at once."""
        for document in documents:
            self.step(document, folder, partial(loader.load, document))
        self.attempt(loader.flush)

    def load_pages(self) -> list[Fiche]:
        """Creates what is missing in tree order, then fills; `--only` still registers the other pages for links."""
        fiches = sorted(pages.gather(self.files.documents), key=tree_order)
        self.context.addresses.others |= self.other_addresses()
        for fiche in fiches:
            self.attempt(partial(pages.prepare, fiche, self.registre, self.context))
            if fiche.document.kind == "accueil":
                self.attempt(partial(self.site, fiche))
        self.stop()
        for fiche in fiches:
            self.step(
                fiche.document,
                fiche.document.kind,
                partial(pages.load_one, fiche, self.registre, self.context),
            )
        self.stop()
        return fiches

    def site(self, fiche: Fiche) -> None:
        """The default site leads to our home page; the welcome page of Wagtail goes."""
        site = Site.objects.filter(is_default_site=True).first()
        if fiche.page is None:
            return
        if site is None:
            site = Site.objects.create(
                hostname="localhost",
                is_default_site=True,
                root_page=fiche.page,
                site_name="Proch’Orientation",
            )
        previous = site.root_page
        if not isinstance(previous.specific, HomePage):
            site.root_page, site.site_name = fiche.page, "Proch’Orientation"
            site.save()
            if previous.specific_class is Page and not previous.get_children().exists():
                previous.delete()
        if self.files.settings and self.wants("reglages"):
            records.load_settings(self.files.settings, self.root, self.registre, self.context, site)

    def other_addresses(self) -> set[str]:
        """Addresses that are no page: events, établissements, territories, search."""
        found = {"/recherche/", "/agenda/proposer/", "/agenda/afficher/", "/plan-du-site/"}
        found |= {f"/agenda/{document.slug}/" for document in self.files.events}
        for what, folder in (("etablissement", "etablissements"), ("departement", "referents")):
            try:
                self.context.lookup(what, "")
            except ValueError:
                found |= {f"/{folder}/{key}/" for key in self.context.found[what]}
        return found

    def load_events(self) -> None:
        french = {document.slug: document for document in self.files.events if document.language == "fr"}
        loaded: dict[str, Evenement] = {}
        for document in french.values():
            self.step(document, "evenements", partial(self.load_event, document, loaded))
        self.stop()
        for document in self.files.events:
            if document.language == "fr":
                continue
            source = french.get(document.slug)
            if source is None:
                self.faults.append(
                    Faute(document.name, 1, "il manque le fichier français que celui-ci traduit.")
                )
            elif event := loaded.get(document.slug):
                action = partial(
                    evenements.load_translation, event, source, document, self.registre, self.context
                )
                self.step(document, "evenements", action)

    def load_event(self, document: Document, loaded: dict[str, Evenement]) -> None:
        event = evenements.load(document, self.registre, self.context)
        if event:
            loaded[document.slug] = event

    def wants(self, folder: str) -> bool:
        return not self.only or folder in self.only

    def step(self, document: Document, folder: str, action: Callable[[], object]) -> None:
        self.done += 1
        if self.tick:
            self.tick(document.name, self.done, self.files.count())
        if self.wants(folder):
            self.attempt(action)

    def attempt(self, action: Callable[[], object]) -> None:
        """A fault of one file does not hide those of the next ones; all that was written is taken back in the end."""
        try:
            action()
        except FauteError as error:
            self.faults += error.fautes

    def stop(self) -> None:
        if self.faults:
            raise FauteError(*sorted(set(self.faults)))


def tree_order(fiche: Fiche) -> tuple[int, int, str]:
    document = fiche.document
    depth = parent_address(document).count("/")
    return FOLDERS.index(document.kind), depth, address(document)
