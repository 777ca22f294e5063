"""What each folder of `demo/content` describes: its model, its place in the tree, the fields a writer may fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wagtail.models import Page

from ambassadeurs.models import AmbassadeurPage, AmbassadeursIndexPage
from demo.loader import relations
from demo.loader.documents import Document
from demo.loader.relations import Setter
from demo.loader.stories import AMBASSADEUR, FORMATION, LIBRE, METIER, PLAIN, Recit
from evenements.models import AgendaIndexPage
from formations.models import FormationPage, FormationsIndexPage
from home.models import (
    ChantierPage,
    ChantiersIndexPage,
    EtablissementsIndexPage,
    GlossairePage,
    HomePage,
    PageLibre,
    ReferentsIndexPage,
    Rev3IndexPage,
    SecteurPage,
    SecteursIndexPage,
    ThemeRev3Page,
    WorldSkillsPage,
)
from metiers.models import MetierPage, MetiersIndexPage

EVERY_PAGE = ("title", "resume", "seo_title", "search_description")
REVIEW = ("relu_le", "relu_par")
SIMPLE = ("simplifie_relu_le",)
STATE = ("etat", "publie_le", "expire_le")


@dataclass(frozen=True)
class Kind:
    """`parent`: address of the page above; `term`: the vocabulary term that has the same slug as the file."""

    model: type[Page]
    parent: str
    fields: tuple[str, ...] = ()
    relations: Mapping[str, Setter] = field(default_factory=dict)
    recit: Recit = PLAIN
    term: tuple[str, str] | None = None

    @property
    def all_fields(self) -> tuple[str, ...]:
        return (*EVERY_PAGE, *self.fields)

    @property
    def keys(self) -> set[str]:
        extra = {"parent", "slug"} if self.model in (PageLibre, HomePage) else set()
        if self.model is AmbassadeurPage:
            extra.add("parent")
        if self.model is HomePage:
            extra.add("ambassadeur")
        return {*self.all_fields, *self.relations, *STATE, *extra}


LANDING = ("chapo", *REVIEW)
KINDS: dict[str, Kind] = {
    "accueil": Kind(
        HomePage, "", ("accroche", "sous_titre", "titre_rev3", "texte_rev3"), recit=Recit(allowed=())
    ),
    "secteurs": Kind(
        SecteurPage, "/secteurs/", LANDING, relations.SECTEUR, term=("secteur", "secteur")
    ),
    "rev3": Kind(ThemeRev3Page, "/rev3/", LANDING, relations.THEME, term=("theme", "theme")),
    "grands-chantiers": Kind(
        ChantierPage, "/grands-chantiers/", LANDING, relations.CHANTIER, term=("chantier", "chantier")
    ),
    "metiers": Kind(
        MetierPage,
        "/metiers/",
        (
            "titre_feminin", "titre_masculin", "accroche", "niveau_entree", "niveau_precision", "rythme",
            "rythme_precision", *SIMPLE, *REVIEW,
        ),
        relations.METIER,
        METIER,
    ),
    "formations": Kind(
        FormationPage,
        "/formations/",
        (
            "chapo", "intitule_officiel", "sigle", "type_diplome", "niveau", "code_rncp", "rncp_echeance", "code_cfd",
            "code_mef", "duree", "stage", "entree", "entree_precision", "cout", "cout_precision", "candidature",
            "candidature_precision", *REVIEW,
        ),
        relations.FORMATION,
        FORMATION,
    ),
    "ambassadeurs": Kind(
        AmbassadeurPage,
        "/ambassadeurs/",
        (
            "prenom", "age", "genre", "fonction", "employeur", "ville", "citation", "dessin", "portrait_alt",
            "rencontres", "disponibilite", "charte_signee_le", "consentement_le", "consentement_jusqu_au", "mineur",
            "consentement_parental_le", "exemple",
        ),
        relations.AMBASSADEUR,
        AMBASSADEUR,
    ),
    "pages": Kind(
        PageLibre, "/", ("chapo", "adresse", *SIMPLE, *REVIEW), {"sources": relations.sources}, LIBRE
    ),
}  # fmt: skip
LISTES: dict[str, Kind] = {
    "metiers": Kind(MetiersIndexPage, "/"),
    "formations": Kind(FormationsIndexPage, "/"),
    "secteurs": Kind(SecteursIndexPage, "/"),
    "rev3": Kind(Rev3IndexPage, "/", LANDING, relations.REV3),
    "grands-chantiers": Kind(ChantiersIndexPage, "/"),
    "ambassadeurs": Kind(AmbassadeursIndexPage, "/"),
    "agenda": Kind(AgendaIndexPage, "/"),
    "etablissements": Kind(EtablissementsIndexPage, "/"),
    "referents": Kind(ReferentsIndexPage, "/"),
    "worldskills": Kind(WorldSkillsPage, "/", LANDING, {"sources": relations.sources}, LIBRE),
    "glossaire": Kind(GlossairePage, "/", LANDING, {"sources": relations.sources}, Recit(allowed=())),
}
# A page is created after the one above it; the home page knows an ambassador, filled in once all pages exist.
FOLDERS = (
    "accueil",
    "listes",
    "secteurs",
    "rev3",
    "grands-chantiers",
    "metiers",
    "formations",
    "ambassadeurs",
    "pages",
)


def kind_of(document: Document) -> Kind:
    if document.kind == "listes":
        if document.slug not in LISTES:
            raise document.fault(f"liste inconnue. Listes : {', '.join(LISTES)}.")
        return LISTES[document.slug]
    return KINDS[document.kind]


def parent_address(document: Document) -> str:
    """« / » is the home page, « » the root of the tree."""
    return str(document.meta.get("parent") or kind_of(document).parent)


def address(document: Document) -> str:
    if document.kind == "accueil":
        return "/"
    return f"{parent_address(document)}{document.slug}/"
