"""Which section of a file becomes which block or field, by its heading; an English file follows its French one."""

from dataclasses import dataclass, field
from typing import Any

from demo.loader import blocks
from demo.loader.documents import Document
from demo.loader.markdown import ListNode, Paragraph, Quote, Section
from demo.loader.writer import LINK, Writer

IMPORTANT = ("à savoir :", "good to know:")


@dataclass(frozen=True)
class Recit:
    """`headings`: start of a French heading → block type, or « @field »; `body`: field of the other blocks."""

    body: str = "body"
    headings: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ("texte", "liste", "question_reponse", "citation", "a_savoir", "liens")


PLAIN = Recit()
SIMPLIFIED = (("version simplifiée", "@simplifie"),)
LIBRE = Recit(headings=SIMPLIFIED)
METIER = Recit(
    headings=(
        ("une journée", "journee"),
        ("ce que tu fais", "missions"),
        ("ce qui plaît", "pour_contre"),
        ("ce qu’il faut savoir faire", "competences"),
        ("comment on travaille", "conditions"),
        ("on dit que", "idees_recues"),
        ("qui recrute", "employeurs"),
        ("ce que la transition change", "@transition"),
        ("tes études", "@parcours"),
        *SIMPLIFIED,
    ),
    allowed=(
        "journee", "missions", "pour_contre", "competences", "conditions", "idees_recues", "employeurs",
        "texte", "citation", "a_savoir", "chiffres",
    ),
)  # fmt: skip
FORMATION = Recit(
    headings=(
        ("ce que tu vas apprendre", "programme"),
        ("et après", "@apres"),
        ("ce que la transition change", "@transition"),
        ("comment entrer", "@admission"),
        ("l’autre voie", "@autre_voie"),
    ),
    allowed=("programme", "texte", "question_reponse", "citation", "a_savoir", "chiffres"),
)
AMBASSADEUR = Recit(
    body="interview",
    headings=(
        ("parcours", "@dates"),
        ("ce qui me plaît", "@plait"),
        ("ce qui pèse", "@pese"),
    ),
    allowed=("question_reponse", "texte", "citation", "a_savoir"),
)
EVENEMENT = Recit(body="description", allowed=("texte", "liste", "question_reponse", "a_savoir", "liens"))


@dataclass
class Bloc:
    type: str
    value: Any
    line: int


@dataclass
class Contenu:
    """Streams by field name, plain texts by field name, and the kind of each section in order."""

    streams: dict[str, list[Bloc]] = field(default_factory=dict)
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)

    def add(self, stream: str, kind: str, value: Any, line: int) -> None:
        self.streams.setdefault(stream, []).append(Bloc(kind, value, line))


def tell(document: Document, recit: Recit, writer: Writer, model: list[str] | None = None) -> Contenu:
    """Blocks and fields of a document; `model`: kinds of the French sections, for a translation."""
    contenu = Contenu()
    if model is not None and len(model) != len(document.sections):
        message = (
            f"{len(document.sections)} sections, mais le fichier français en a {len(model)} : "
            "mêmes sections, même ordre."
        )
        raise document.fault(message, document.sections[-1].line if document.sections else 1)
    for index, section in enumerate(document.sections):
        kind = model[index] if model is not None else kind_of(section, recit, document)
        contenu.kinds.append(kind)
        _place(section, kind, recit, writer, contenu)
    return contenu


def kind_of(section: Section, recit: Recit, document: Document) -> str:
    """The mark in braces wins, then the heading, then what the section is made of."""
    title = section.title.replace("'", "’").casefold()
    kind = section.mark or next((kind for start, kind in recit.headings if title.startswith(start)), "")
    if not kind:
        kind = _guess(section, recit)
    if not kind.startswith("@") and kind != "preambule" and kind not in recit.allowed:
        names = ", ".join(recit.allowed)
        raise document.fault(
            f"« {section.title} » : bloc « {kind} » inconnu ici. Blocs : {names}.", section.line
        )
    return kind


def _guess(section: Section, recit: Recit) -> str:
    if not section.title:
        return "preambule"
    only_list = bool(section.nodes) and all(
        isinstance(node, ListNode | Paragraph | Quote) for node in section.nodes
    )
    if section.items and only_list and not section.subsections:
        linked = [bool(LINK.fullmatch(item.text)) for item in section.items]
        if all(linked) and not section.paragraphs and "liens" in recit.allowed:
            return "liens"
        if (
            isinstance(section.nodes[-1], ListNode)
            and not any(LINK.search(item.text) or "**" in item.text for item in section.items)
            and "liste" in recit.allowed
            and len(section.nodes) <= 2
        ):
            return "liste"
    if section.title.rstrip().endswith("?") and not section.items and "question_reponse" in recit.allowed:
        return "question_reponse"
    return "texte"


def _place(section: Section, kind: str, recit: Recit, writer: Writer, contenu: Contenu) -> None:
    if kind == "preambule":
        if any(not isinstance(node, Quote) for node in section.nodes):
            raise writer.fault(
                "avant le premier titre « ## », seules les citations « > » ont une place.", section.line
            )
    elif kind.startswith("@"):
        FIELDS[kind](section, writer, contenu)
    else:
        contenu.add(recit.body, kind, blocks.MAKERS[kind](section, writer), section.line)
    if kind.startswith("@"):
        return
    for quote in section.quotes:
        important = next((word for word in IMPORTANT if quote.text.casefold().startswith(word)), "")
        if important:
            contenu.add(recit.body, "a_savoir", blocks.a_savoir(quote, writer), quote.line)
        else:
            contenu.add(recit.body, "citation", blocks.citation(quote, writer), quote.line)


def _text(name: str) -> Any:
    def place(section: Section, writer: Writer, contenu: Contenu) -> None:
        contenu.texts[name] = (writer.paragraph(section), section.line)

    return place


def _points(name: str) -> Any:
    def place(section: Section, writer: Writer, contenu: Contenu) -> None:
        contenu.texts[name] = ("\n".join(writer.points(section)), section.line)

    return place


def _parcours(section: Section, writer: Writer, contenu: Contenu) -> None:
    for value, path in zip(blocks.parcours(section, writer), section.subsections, strict=True):
        contenu.add("parcours", "parcours", value, path.line)


def _admission(section: Section, writer: Writer, contenu: Contenu) -> None:
    if not section.subsections:
        raise writer.fault(
            "chaque chemin est un titre « ### Avec Parcoursup », suivi d’une liste.", section.line
        )
    for value, way in zip(blocks.admission(section, writer), section.subsections, strict=True):
        contenu.add("admission", "admission", value, way.line)


def _dates(section: Section, writer: Writer, contenu: Contenu) -> None:
    """« - 2019 : CAP cuisine à Arras — une phrase »."""
    for item in section.items:
        year, rest = writer.pair(item, "- 2019 : CAP cuisine à Arras — une phrase")
        title, _, detail = rest.partition(" — ")
        if not year.isdigit():
            raise writer.fault("chaque date commence par une année : « - 2019 : … ».", item.line)
        value = {"annee": int(year), "titre": title, "texte": detail}
        contenu.add("parcours", "date", value, item.line)


def _simplifie(section: Section, writer: Writer, contenu: Contenu) -> None:
    if not section.subsections:
        raise writer.fault("la version simplifiée se découpe en titres « ### ».", section.line)
    for part in section.subsections:
        kind = "liste" if part.items and isinstance(part.nodes[-1], ListNode) else "texte"
        contenu.add("simplifie", kind, blocks.MAKERS[kind](part, writer), part.line)


FIELDS: dict[str, Any] = {
    "@transition": _text("transition"),
    "@apres": _text("apres"),
    "@autre_voie": _text("autre_voie"),
    "@plait": _points("plait"),
    "@pese": _points("pese"),
    "@parcours": _parcours,
    "@admission": _admission,
    "@dates": _dates,
    "@simplifie": _simplifie,
}
