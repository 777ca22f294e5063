"""One function per block: a section of a file becomes the value that the block stores."""

import re
from collections.abc import Callable
from typing import Any

from demo.loader.markdown import Quote, Section
from demo.loader.writer import LINK, Writer

Value = dict[str, Any]
Maker = Callable[[Section, Writer], Value]

STEP = re.compile(r"\*\*(.+?)\*\*(?: \((.+?)\))?\s*:\s+(.+)")
ICON = re.compile(r"\(([^)]+)\) +(.+)")
ICONS = {
    "horaires": "clock", "hours": "clock",
    "lieu": "map-pin", "place": "map-pin",
    "équipe": "users", "team": "users",
    "corps": "hand-stop", "body": "hand-stop",
    "météo": "sun", "weather": "sun",
    "trajets": "route", "travel": "route",
    "argent": "coin-euro", "money": "coin-euro",
    "sécurité": "alert-triangle", "safety": "alert-triangle",
}  # fmt: skip
VOIES = {
    "à l’école": "scolaire", "at school": "scolaire",
    "en apprentissage": "apprentissage", "as an apprentice": "apprentissage",
    "en formation continue": "continue", "later in life": "continue",
}  # fmt: skip
VOIE = re.compile(rf"(.*?) ?\(({'|'.join(VOIES)})\)", re.IGNORECASE)
PLATEFORMES = {
    "affelnet": "affelnet", "parcoursup": "parcoursup", "contrat": "contrat", "contract": "contrat",
    "concours": "concours", "selection": "concours", "établissement": "direct", "directly": "direct",
}  # fmt: skip


def texte(section: Section, writer: Writer) -> Value:
    nodes = [node for node in section.nodes if not isinstance(node, Quote)]
    return {"titre": writer.title(section), "texte": writer.rich(nodes, section.line)}


def liste(section: Section, writer: Writer) -> Value:
    return {
        "titre": writer.title(section),
        "chapo": writer.paragraph(section),
        "elements": writer.points(section),
    }


def liens(section: Section, writer: Writer) -> Value:
    values = []
    for item in section.items:
        match = LINK.fullmatch(item.text)
        if not match:
            raise writer.fault("une liste de liens : « - [texte](/adresse/) » à chaque ligne.", item.line)
        values.append(_lien(match[1], match[2], item.line, writer))
    return {"titre": writer.title(section), "liens": values}


def _lien(text: str, address: str, line: int, writer: Writer) -> Value:
    try:
        target = writer.addresses.resolve(address, writer.document.language)
    except ValueError as error:
        raise writer.fault(str(error), line) from error
    return {"texte": writer.plain(text, line), "page": target.page, "url": target.url}


def question_reponse(section: Section, writer: Writer) -> Value:
    nodes = [node for node in section.nodes if not isinstance(node, Quote)]
    return {"question": writer.title(section), "reponse": writer.rich(nodes, section.line)}


def citation(quote: Quote, writer: Writer) -> Value:
    if not quote.author:
        raise writer.fault("une citation finit par « > — Prénom, métier ».", quote.line)
    return {
        "citation": writer.plain(quote.text, quote.line),
        "auteur": writer.plain(quote.author, quote.line),
    }


def a_savoir(quote: Quote, writer: Writer) -> Value:
    return {"texte": f"<p>{writer.inline(quote.text, quote.line)}</p>"}


def chiffres(section: Section, writer: Writer) -> Value:
    """Keys of figures, one a line: the loader replaces them by the records."""
    return {
        "titre": writer.title(section),
        "chiffres": [{"cle": item.text, "line": item.line} for item in section.items],
    }


def journee(section: Section, writer: Writer) -> Value:
    moments = [writer.pair(item, "- 7 h 30 : ce qui se passe") for item in section.items]
    return {
        "titre": writer.title(section),
        "chapo": writer.paragraph(section),
        "moments": [{"heure": hour, "texte": text} for hour, text in moments],
    }


def pour_contre(section: Section, writer: Writer) -> Value:
    if len(section.subsections) != 2:
        raise writer.fault(
            "attendu : « ### Ce qui plaît » puis « ### Ce qui pèse », chacun avec sa liste.", section.line
        )
    likes, dislikes = section.subsections
    return {
        "titre": writer.title(section),
        "plait": writer.points(likes),
        "pese": writer.points(dislikes),
    }


def competences(section: Section, writer: Writer) -> Value:
    pairs = [writer.pair(item, "- savoir-faire : un exemple") for item in section.items]
    return {
        "titre": writer.title(section),
        "competences": [{"nom": name, "detail": detail} for name, detail in pairs],
    }


def conditions(section: Section, writer: Writer) -> Value:
    example = "- (horaires) En deux mots : une ou deux phrases"
    values = []
    for item in section.items:
        match = ICON.fullmatch(item.text)
        icon = ICONS.get(match[1].lower()) if match else None
        if not match or not icon:
            subjects = ", ".join(name for name in ICONS if name not in ("hours", "place", "team"))
            raise writer.fault(f"attendu : « {example} ». Sujets : {subjects}.", item.line)
        item.text = match[2]
        title, text = writer.pair(item, example)
        item.text = match[0]
        values.append({"icone": icon, "titre": title, "texte": text})
    return {"titre": writer.title(section), "conditions": values}


def idees_recues(section: Section, writer: Writer) -> Value:
    if not section.subsections:
        raise writer.fault("chaque idée reçue est un titre « ### », suivi de sa réponse.", section.line)
    return {
        "titre": writer.title(section),
        "idees": [question_reponse(idea, writer) for idea in section.subsections],
    }


def employeurs(section: Section, writer: Writer) -> Value:
    pairs = [writer.pair(item, "- qui : où et pour quoi") for item in section.items]
    return {
        "titre": writer.title(section),
        "employeurs": [{"nom": name, "texte": text} for name, text in pairs],
    }


def parcours(section: Section, writer: Writer) -> list[Value]:
    """One path per `###`: its voie in brackets, its steps in a table."""
    if not section.subsections:
        raise writer.fault(
            "chaque chemin est un titre « ### … (à l’école) », suivi d’un tableau.", section.line
        )
    return [_chemin(path, writer) for path in section.subsections]


def _chemin(path: Section, writer: Writer) -> Value:
    match = VOIE.fullmatch(path.title)
    if not match or len(path.tables) != 1 or len(path.tables[0].header) != 3:
        message = (
            "attendu : « ### Par le bac pro (à l’école) », ou « (en apprentissage) », ou « (en formation continue) », "
            "puis un tableau à trois colonnes : étape, durée, formations."
        )
        raise writer.fault(message, path.line)
    others = [node for node in path.nodes if node not in path.tables]
    return {
        "titre": writer.plain(match[1], path.line),
        "voie": VOIES[match[2].lower()],
        "etapes": [_etape(line, cells, writer) for line, cells in path.tables[0].rows],
        "autre_chemin": writer.rich(others, path.line) if others else "",
    }


def _etape(line: int, cells: list[str], writer: Writer) -> Value:
    formations = []
    for entry in cells[2].split(";"):
        match = LINK.fullmatch(entry.strip())
        if match:
            lien = _lien(match[1], match[2], line, writer)
            formations.append({"texte": lien["texte"], "page": lien["page"]})
        else:
            formations.append({"texte": writer.plain(entry, line), "page": None})
    return {
        "quand": writer.plain(cells[0], line),
        "duree": writer.plain(cells[1], line),
        "formations": formations,
    }


def admission(section: Section, writer: Writer) -> list[Value]:
    """One way in per `###`: its platform is read in the title, its steps in a numbered list."""
    return [_entree(way, writer) for way in section.subsections]


def _entree(way: Section, writer: Writer) -> Value:
    title = way.title.lower()
    platform = way.mark or next((code for word, code in PLATEFORMES.items() if word in title), "")
    if platform not in PLATEFORMES.values() or not way.items:
        names = ", ".join(sorted(set(PLATEFORMES.values())))
        message = f"le titre nomme le chemin ({names}), puis vient une liste numérotée."
        raise writer.fault(message, way.line)
    etapes = []
    for item in way.items:
        match = STEP.fullmatch(item.text)
        if not match:
            raise writer.fault("attendu : « 1. **Verbe** (quand) : ce qu’il faut faire ».", item.line)
        name, when, what = match.groups()
        etapes.append(
            {
                "titre": writer.plain(name, item.line),
                "quand": writer.plain(when or "", item.line),
                "texte": writer.plain(what, item.line),
            }
        )
    return {"plateforme": platform, "etapes": etapes}


MAKERS: dict[str, Maker] = {
    "texte": texte, "liste": liste, "liens": liens, "question_reponse": question_reponse, "chiffres": chiffres,
    "journee": journee, "missions": liste, "pour_contre": pour_contre, "competences": competences,
    "conditions": conditions, "idees_recues": idees_recues, "employeurs": employeurs, "programme": liste,
}  # fmt: skip
