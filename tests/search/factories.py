"""A small site to search: a home page with its lists, then what each test asks for."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from ambassadeurs.models import AmbassadeurPage, AmbassadeursIndexPage
from evenements.enums import TypeEvenement
from evenements.models import AgendaIndexPage, Evenement, EvenementSession
from formations.enums import TypeDiplome
from formations.models import FormationPage, FormationsIndexPage, Offre
from home.models import HomePage
from metiers.models import MetierPage, MetierRome, MetierSecteur, MetiersIndexPage
from referentiels.models import AppellationRome, DomaineRome, GrandDomaineRome, Rome
from secteurs.models import Secteur
from territoires.enums import TypeEtablissement
from territoires.models import Bassin, Commune, Departement, Etablissement

FUTURE = datetime(2030, 3, 14, 9, 0, tzinfo=UTC)


class Tree:
    """The tree of one language: `Tree()` in French, then `french.translated("en")`."""

    def __init__(self) -> None:
        self.locale = Locale.objects.get_or_create(language_code="fr")[0]
        root = Page.objects.get(depth=1)
        self.home = root.add_child(
            instance=HomePage(
                title="Accueil",
                slug="accueil-fr",
                locale=self.locale,
                accroche="Ton chemin",
                sous_titre="Des métiers",
                titre_rev3="REV3",
                texte_rev3="La transition",
            )
        )
        Site.objects.update(root_page=self.home)
        Site.clear_site_root_paths_cache()
        self.metiers = self._list(MetiersIndexPage, "metiers")
        self.formations = self._list(FormationsIndexPage, "formations")
        self.ambassadeurs = self._list(AmbassadeursIndexPage, "ambassadeurs")
        self.agenda = self._list(AgendaIndexPage, "agenda")

    def translated(self, language: str) -> "Tree":
        """The same lists in another language, published and empty."""
        other = copy.copy(self)
        other.locale = Locale.objects.get_or_create(language_code=language)[0]
        for name in ("home", "metiers", "formations", "ambassadeurs", "agenda"):
            page = getattr(self, name).copy_for_translation(other.locale)
            page.save_revision().publish()
            setattr(other, name, page)
        return other

    def _list(self, model: type[Any], slug: str) -> Any:
        return self.home.add_child(instance=model(title=slug.title(), slug=slug, locale=self.locale))

    def metier(self, title: str = "Soudeuse, soudeur", *, live: bool = True, **fields: Any) -> MetierPage:
        secteurs = fields.pop("secteurs", None) or [secteur()]
        romes = fields.pop("romes", None) or [rome("A1101")]
        feminine, _, masculine = title.partition(", ")
        page = MetierPage(
            title=title,
            slug=fields.pop("slug", f"m{MetierPage.objects.count()}"),
            locale=self.locale,
            titre_feminin=feminine,
            titre_masculin=masculine or feminine,
            accroche=fields.pop("accroche", "Elle assemble des pièces de métal."),
            live=live,
            **{  # noqa: PIE804 - child relations of modelcluster: the types know nothing of them
                "metier_secteurs": [MetierSecteur(tag=one) for one in secteurs],
                "romes": [MetierRome(rome=code) for code in romes],
            },
            **fields,
        )
        self.metiers.refresh_from_db()
        return self.metiers.add_child(instance=page)

    def formation(self, title: str = "CAP Boulanger", **fields: Any) -> FormationPage:
        page = FormationPage(
            title=title,
            slug=f"f{FormationPage.objects.count()}",
            locale=self.locale,
            chapo=fields.pop("chapo", "Deux ans pour apprendre à faire le pain."),
            intitule_officiel=title,
            type_diplome=fields.pop("type_diplome", TypeDiplome.CAP),
            niveau=fields.pop("niveau", 3),
            duree="2 ans",
            entree="3e",
            **fields,
        )
        self.formations.refresh_from_db()
        return self.formations.add_child(instance=page)

    def ambassadeur(self, title: str = "Inès, 24 ans", **fields: Any) -> AmbassadeurPage:
        today = datetime.now(UTC).date()
        page = AmbassadeurPage(
            title=title,
            slug=f"a{AmbassadeurPage.objects.count()}",
            locale=self.locale,
            prenom=title.split(",", maxsplit=1)[0],
            fonction=fields.pop("fonction", "technicienne éolienne"),
            citation="Là-haut, on voit la mer.",
            charte_signee_le=today,
            consentement_le=fields.pop("consentement_le", today - timedelta(days=1)),
            consentement_jusqu_au=fields.pop("consentement_jusqu_au", today + timedelta(days=30)),
            **fields,
        )
        self.ambassadeurs.refresh_from_db()
        return self.ambassadeurs.add_child(instance=page)

    def evenement(
        self, titre: str = "Portes ouvertes", starts: datetime = FUTURE, **fields: Any
    ) -> Evenement:
        event = Evenement(
            titre=titre,
            slug=f"e{Evenement.objects.count()}",
            locale=self.locale,
            type=fields.pop("type", TypeEvenement.JPO),
            resume="Viens voir les ateliers.",
            **fields,
        )
        event.sessions = [EvenementSession(debut=starts, fin=starts + timedelta(hours=4))]
        event.save()
        return event


def secteur(slug: str = "sante", name: str = "Santé et soin", **fields: Any) -> Secteur:
    defaults = {"name": name, "resume": name, "icone": slug, "couleur": "#a0205a", **fields}
    return Secteur.objects.get_or_create(slug=slug, defaults=defaults)[0]


def departement(code: str = "59", nom: str = "Nord") -> Departement:
    return Departement.objects.get_or_create(code=code, defaults={"nom": nom, "slug": nom.lower()})[0]


def bassin(code: str = "3216", nom: str = "Lille", dep: Departement | None = None) -> Bassin:
    defaults = {"nom": nom, "slug": nom.lower(), "departement": dep or departement()}
    return Bassin.objects.get_or_create(code=code, defaults=defaults)[0]


def commune(
    code: str = "59350", nom: str = "Lille", point: tuple[float, float] = (50.6372, 3.0633), **fields: Any
) -> Commune:
    defaults = {
        "nom": nom,
        "slug": nom.lower(),
        "departement": fields.pop("departement", None) or departement(),
        "latitude": point[0],
        "longitude": point[1],
        **fields,
    }
    return Commune.objects.get_or_create(code=code, defaults=defaults)[0]


def etablissement(uai: str = "0590117S", nom: str = "Lycée Gambetta", **fields: Any) -> Etablissement:
    place = fields.pop("commune", None) or commune()
    return Etablissement.objects.create(
        uai=uai,
        nom=nom,
        type=TypeEtablissement.LYCEE_PRO,
        commune=place,
        latitude=place.latitude,
        longitude=place.longitude,
        **fields,
    )


def offre(formation: FormationPage, place: Etablissement, **fields: Any) -> Offre:
    return Offre.objects.create(formation=formation, etablissement=place, **fields)


def rome(code: str = "J1506", *appellations: tuple[str, str]) -> Rome:
    grand = GrandDomaineRome.objects.get_or_create(code=code[0], defaults={"libelle": "Santé"})[0]
    domaine = DomaineRome.objects.get_or_create(
        code=code[:3], defaults={"libelle": "Soins", "grand_domaine": grand}
    )[0]
    fiche = Rome.objects.get_or_create(code=code, defaults={"libelle": code, "domaine": domaine})[0]
    start = AppellationRome.objects.count()
    for number, (feminine, masculine) in enumerate(appellations, start + 1):
        AppellationRome.objects.create(
            ogr=number,
            libelle_long=f"{masculine} / {feminine}",
            libelle_feminin=feminine,
            libelle_masculin=masculine,
            rome=fiche,
        )
    return fiche


def warm() -> None:
    """Content types are learnt once per process: not a cost of the page under test."""
    ContentType.objects.get_for_models(MetierPage, FormationPage, AmbassadeurPage, HomePage)
