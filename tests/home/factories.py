"""The tree of the site: `tree()` gives a home page with every index below it, in one language."""

from types import SimpleNamespace
from typing import Any

import factory
import wagtail_factories
from wagtail.models import Locale, Page, Site

from ambassadeurs.models import AmbassadeursIndexPage
from evenements.models import AgendaIndexPage
from formations.models import FormationsIndexPage
from home.models import (
    ChantierPage,
    ChantiersIndexPage,
    EtablissementsIndexPage,
    HomePage,
    PageLibre,
    ReferentsIndexPage,
    Rev3IndexPage,
    SecteurPage,
    SecteursIndexPage,
    ThemeRev3Page,
)
from metiers.models import MetiersIndexPage
from tests.secteurs.factories import GrandChantierFactory, SecteurFactory, ThemeRev3Factory

INDEXES: dict[str, tuple[type[Page], str]] = {
    "metiers": (MetiersIndexPage, "Métiers"),
    "formations": (FormationsIndexPage, "Formations"),
    "ambassadeurs": (AmbassadeursIndexPage, "Ambassadeurs"),
    "agenda": (AgendaIndexPage, "Agenda"),
    "secteurs": (SecteursIndexPage, "Secteurs"),
    "rev3": (Rev3IndexPage, "REV3"),
    "grands-chantiers": (ChantiersIndexPage, "Grands chantiers"),
    "etablissements": (EtablissementsIndexPage, "Établissements"),
    "referents": (ReferentsIndexPage, "Référents"),
}


class PageLibreFactory(wagtail_factories.PageFactory):
    class Meta:
        model = PageLibre

    title = factory.Sequence(lambda n: f"Page libre {n}")
    chapo = "Une page pour les familles."


class SecteurPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = SecteurPage

    title = factory.LazyAttribute(lambda o: o.secteur.name)
    slug = factory.LazyAttribute(lambda o: o.secteur.slug)
    secteur = factory.SubFactory(SecteurFactory)
    chapo = "Le secteur en deux phrases."


class ThemeRev3PageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ThemeRev3Page

    title = factory.LazyAttribute(lambda o: o.theme.name)
    slug = factory.LazyAttribute(lambda o: o.theme.slug)
    theme = factory.SubFactory(ThemeRev3Factory)
    chapo = "Le thème en deux phrases."


class ChantierPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ChantierPage

    title = factory.LazyAttribute(lambda o: o.chantier.name)
    slug = factory.LazyAttribute(lambda o: o.chantier.slug)
    chantier = factory.SubFactory(GrandChantierFactory)
    chapo = "Le chantier en deux phrases."


def tree(language: str = "fr") -> SimpleNamespace:
    """`tree().metiers` is the list of jobs, `.home` the home page. Names hold `_` where slugs hold `-`."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    french = HomePage.objects.filter(locale__language_code="fr").first()
    root = Page.get_first_root_node()
    fields: dict[str, Any] = {
        "title": "Accueil",
        "slug": f"accueil-{language}",
        "locale": locale,
        "accroche": "Ton chemin commence tout près.",
        "sous_titre": "Des métiers et des gens.",
        "titre_rev3": "Changer d’énergie",
        "texte_rev3": "REV3 en trois phrases.",
    }
    home = root.add_child(instance=HomePage(**fields, **translation_of(french)))
    if language == "fr":
        Site.objects.all().delete()
        Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    found = SimpleNamespace(home=home)
    for slug, (model, title) in INDEXES.items():
        source = model.objects.filter(locale__language_code="fr").first() if language != "fr" else None
        extra = {"chapo": "REV3 en deux phrases."} if model is Rev3IndexPage else {}
        page = model(title=title, slug=slug, locale=locale, **extra, **translation_of(source))
        setattr(found, slug.replace("-", "_"), home.add_child(instance=page))
    return found


def translation_of(source: Page | None) -> dict[str, Any]:
    return {"translation_key": source.translation_key} if source else {}
