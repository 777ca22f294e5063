from types import SimpleNamespace

from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from common.templatetags import common_tags as tags

NB = "\u00a0"


def render(source: str, **context: object) -> str:
    return str(Template("{% load common_tags %}" + source).render(Context(context)))


def test_an_icon_is_hidden_from_readers_and_follows_the_line() -> None:
    assert render('{% icone "clock" %}') == '<span class="ico i-clock" aria-hidden="true"></span>'
    assert "ico--sens" in render('{% icone "arrow-right" %}')


def test_a_tile_belongs_to_a_sector_a_theme_or_what_is_around() -> None:
    assert 's-mer"' in render('{% carreau "mer" %}')
    assert 'carreau c-theme-energie petit"' in render('{% carreau "theme-energie" "petit" %}')
    assert 'class="carreau"' in render("{% carreau %}")


def test_a_portrait_is_described_only_when_it_must_be() -> None:
    assert 'alt=""' in render('{% portrait "ines" %}')
    assert "portrait-ines.svg" in render('{% portrait "ines" 400 "Inès, casque jaune" "" %}')


def test_typography_is_french_on_french_pages_only() -> None:
    assert tags.typo("Ça va ?") == f"Ça va{NB}?"
    with translation.override("en"):
        assert tags.typo("Fine ?") == "Fine ?"


def test_typography_never_opens_a_door() -> None:
    assert render("{{ text|typo }}", text="<b>a ?</b>") == f"&lt;b&gt;a{NB}?&lt;/b&gt;"
    assert render("{{ text|typo }}", text=SafeString("<b>a ?</b>")) == f"<b>a{NB}?</b>"


def test_ordinals_are_raised() -> None:
    assert render("{{ text|ordinal }}", text="Après la 3e <i>") == "Après la 3<sup>e</sup> &lt;i&gt;"
    assert render("{{ text|ordinal }}", text=SafeString("<mark>1er</mark>")) == "<mark>1<sup>er</sup></mark>"


def test_numbers_and_plurals() -> None:
    assert tags.nombre(1950) == f"1{NB}950"
    assert render('{% pluriel 1 "%(n)s lieu" "%(n)s lieux" %}') == "1 lieu"
    assert render('{% pluriel 2000 "%(n)s lieu" "%(n)s lieux" %}') == f"2{NB}000 lieux"


def test_lists_of_names_and_days() -> None:
    people = [SimpleNamespace(prenom=name) for name in ("Samia", "Jules", "Awa")]
    assert tags.noms(people) == "Samia, Jules et Awa"
    assert tags.noms(people[:1]) == "Samia"
    assert tags.jours_courts([]) == ""


def test_bars_rise_to_the_largest_figure() -> None:
    figures = [SimpleNamespace(est_diffuse=True, valeur=v) for v in (1950, 3900)]
    figures.append(SimpleNamespace(est_diffuse=False, valeur=None))
    assert [(bar["hauteur"], bar["vide"]) for bar in tags.barres(figures)] == [(50, 50), (100, 0)]
    assert tags.barres([]) == []


def test_small_helpers() -> None:
    assert tags.ancre("Ce qu’il faut savoir") == "ce-quil-faut-savoir"
    assert tags.ancre("…") == "section"
    assert tags.faits("2 ans", "", None) == ["2 ans"]
    assert tags.premiers([1, 2, 3], 2) == [1, 2]
    assert tags.premiers([1, 2, 3], 0) == [1, 2, 3]
    assert tags.publies([None, SimpleNamespace(live=False), (live := SimpleNamespace(live=True))]) == [live]
    assert tags.autre_langue("fr") == ""
    assert tags.autre_langue("en") == "en"
    assert tags.choisie(SimpleNamespace(choices=[SimpleNamespace(selected=True)]))
    assert tags.contient("a b", "b")
    assert tags.espaces(["2 ans", "4 lieux"]) == f"2{NB}ans\u2003 4{NB}lieux"
    assert tags.choix({"voie": "scolaire"}, "voie") == "scolaire"
