"""The little Markdown, and where its faults stand."""

from pathlib import Path

import pytest

from demo.loader import markdown
from demo.loader.documents import read_document
from demo.loader.errors import FauteError
from demo.loader.markdown import ListNode, Paragraph, Quote, Table
from demo.loader.stories import METIER, PLAIN, kind_of

TEXT = """
## Une journée

Un début
sur deux lignes.

- 7 h 30 : tu arrives
  avec ton binôme
- 9 h : tu montes

<!-- une note
de deux lignes -->

### Sous-titre

| a | b |
|---|---|
| 1 | 2 |

> Une phrase.
> — Inès
"""


def write(folder: Path, text: str, name: str = "metiers/essai.fr.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_nodes_and_their_lines() -> None:
    (section,) = markdown.parse(TEXT, "essai", 1)
    paragraph, items = section.nodes
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.line) == ("Un début sur deux lignes.", 4)
    assert isinstance(items, ListNode)
    assert [(item.text, item.line) for item in items.items] == [
        ("7 h 30 : tu arrives avec ton binôme", 7),
        ("9 h : tu montes", 9),
    ]
    table, quote = section.subsections[0].nodes
    assert isinstance(table, Table)
    assert table.rows == [(18, ["1", "2"])]
    assert isinstance(quote, Quote)
    assert (quote.text, quote.author) == ("Une phrase.", "Inès")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("### Seul", 1, "sous un titre"),
        ("# Grand", 1, "titre incompris"),
        ("## A\n\ntexte\n- point", 4, "ligne vide avant la liste"),
        ("## A\n\n| a | b |\n| 1 |", 3, "un tableau"),
        ("## A\n\n| a | b |\n|---|---|\n| 1 |", 5, "1 colonnes au lieu de 2"),
    ],
)
def test_faults(text: str, line: int, message: str) -> None:
    with pytest.raises(FauteError) as caught:
        markdown.parse(text, "essai", 1)
    (fault,) = caught.value.fautes
    assert fault.ligne == line
    assert message in fault.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: x", 1, "la première ligne est"),
        ("---\ntitle: x", 1, "il manque la ligne"),
        ("---\ntitle: a : b\n---\n", 2, "entre guillemets"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, "deux fois"),
        ("---\n- a\n---\n", 2, "nom : valeur"),
    ],
)
def test_front_matter_faults(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(FauteError) as caught:
        read_document(write(tmp_path, text), tmp_path)
    (fault,) = caught.value.fautes
    assert (fault.fichier, fault.ligne) == ("metiers/essai.fr.md", line)
    assert message in fault.message


def test_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.write_bytes("---\ntitle: été\n---\n".encode("latin-1"))
    with pytest.raises(FauteError, match=r"essai\.fr\.md:2 : .*UTF-8"):
        read_document(path, tmp_path)


def test_a_file_says_its_language(tmp_path: Path) -> None:
    with pytest.raises(FauteError, match=r"\.fr\.md"):
        read_document(write(tmp_path, "", "metiers/essai.md"), tmp_path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## Une journée là-haut\n\n- 9 h : rien", "journee"),
        ("## Tes études, marche après marche", "@parcours"),
        ("## Autre chose\n\nDu texte.", "texte"),
        ("## Autre chose {citation}\n\nDu texte.", "citation"),
    ],
)
def test_kind_of_a_section(tmp_path: Path, text: str, kind: str) -> None:
    document = read_document(write(tmp_path, f"---\ntitle: x\n---\n\n{text}\n"), tmp_path)
    assert kind_of(document.sections[0], METIER, document) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## Qui paie ?\n\nLa Région.", "question_reponse"),
        ("## Trois points\n\n- un\n- deux", "liste"),
        ("## Liens\n\n- [a](/metiers/)\n- [b](/agenda/)", "liens"),
        ("## Mêlé\n\n- voir [a](/metiers/)", "texte"),
        ("> Une phrase\n> — Inès", "preambule"),
    ],
)
def test_kind_by_what_it_holds(tmp_path: Path, text: str, kind: str) -> None:
    document = read_document(write(tmp_path, f"---\ntitle: x\n---\n\n{text}\n"), tmp_path)
    assert kind_of(document.sections[0], PLAIN, document) == kind


def test_an_unknown_mark_lists_the_blocks(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "---\ntitle: x\n---\n\n## Titre {video}\n"), tmp_path)
    with pytest.raises(FauteError, match=r"essai\.fr\.md:5 : .*bloc « video » inconnu"):
        kind_of(document.sections[0], METIER, document)
