"""Landing pages, établissements and free pages: what is composed of all the rest."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Exists, Model, Prefetch, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.query import PageQuerySet

from common.models import BasePage
from common.search_documents import (
    PAGE,
    SearchDocument,
    Sorte,
    Source,
    distinct,
    document_key,
    exempt,
    page_path,
    register,
    text_of,
)
from formations.models import FormationPage, Offre
from home.models import (
    ChantierPage,
    ChantiersIndexPage,
    EntreeGlossaire,
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
from territoires.enums import TypeEtablissement
from territoires.models import Etablissement, localized_path
from territoires.querysets import EtablissementQuerySet

P = TypeVar("P", bound=BasePage)

#: Where the published offers are prefetched.
OFFRES = "offres_publiees"
#: REV3 answers those who want to protect the environment (centre of interest of ROME).
ENVIRONMENT = ("je-souhaite-contribuer-a-la-protection-de-l-environnement",)


class PageSource(Source[P], Generic[P]):
    """A page in its language, with what its class adds."""

    kind: str = Sorte.SECTEUR
    joined: tuple[str, ...] = ()

    def queryset(self) -> PageQuerySet:
        return self.model.objects.live().public().select_related("locale", *self.joined)

    def documents(self, instance: P) -> Iterator[SearchDocument]:
        language = instance.locale.language_code
        with translation.override(language):
            yield SearchDocument(
                key=document_key(instance),
                kind=self.kind,
                language=language,
                title=instance.title,
                url=page_path(instance),
                summary=instance.description,
                **(
                    {"body": text_of(getattr(instance, "chapo", ""), getattr(instance, "body", ""))}
                    | self.more(instance)
                ),
            )

    def more(self, page: P) -> dict[str, Any]:
        return {}


class SecteurSource(PageSource[SecteurPage]):
    joined = ("secteur",)

    def more(self, page: SecteurPage) -> dict[str, Any]:
        return {
            "secteurs": (page.secteur.slug,),
            "labels": (page.secteur.localized_name,),
            "weight": 1.4,
        }


class ThemeSource(PageSource[ThemeRev3Page]):
    joined = ("theme",)

    def more(self, page: ThemeRev3Page) -> dict[str, Any]:
        return {
            "rev3": (page.theme.slug,),
            "labels": (page.theme.localized_name,),
            "alternatives": ("REV3",),
            "interets": ENVIRONMENT,
            "weight": 1.4,
        }


class ChantierSource(PageSource[ChantierPage]):
    joined = ("chantier__secteur",)

    def queryset(self) -> PageQuerySet:
        return super().queryset().prefetch_related("chantier__departements", "chantier__commune")

    def more(self, page: ChantierPage) -> dict[str, Any]:
        chantier = page.chantier
        departements = sorted(chantier.departements.all(), key=lambda departement: departement.code)
        lieu = chantier.localized("lieu")
        return {
            "chantiers": (chantier.slug,),
            "secteurs": (chantier.secteur.slug,),
            "labels": (chantier.localized_name,),
            "detail": lieu,
            "facts": (lieu,),
            "places": distinct(lieu, *(departement.nom for departement in departements)),
            "departements": tuple(departement.code for departement in departements),
            "points": (chantier.commune.point,) if chantier.commune and chantier.commune.point else (),
            "weight": 1.3,
        }


class Rev3Source(PageSource[Rev3IndexPage]):
    def more(self, page: Rev3IndexPage) -> dict[str, Any]:
        return {"sigles": ("REV3",), "interets": ENVIRONMENT, "main_interets": ENVIRONMENT, "weight": 1.4}


class PageLibreSource(PageSource[PageLibre]):
    kind = PAGE

    def more(self, page: PageLibre) -> dict[str, Any]:
        return {"weight": 0.9}


class WorldSkillsSource(PageSource[WorldSkillsPage]):
    kind = PAGE

    def more(self, page: WorldSkillsPage) -> dict[str, Any]:
        return {"alternatives": ("WorldSkills", _("Olympiades des métiers")), "weight": 1.0}


class GlossaireSource(PageSource[GlossairePage]):
    """It holds every word of the subject: only its name should lead to it."""

    kind = PAGE

    def more(self, page: GlossairePage) -> dict[str, Any]:
        return {"alternatives": (_("Glossaire"), _("Lexique")), "body": "", "weight": 0.5}

    def affected(self, instance: GlossairePage) -> Iterable[Model]:
        """Its words are found only while the page that shows them is there."""
        return EntreeGlossaire.objects.all()


class EntreeSource(Source[EntreeGlossaire]):
    """A word leads to its place on the page: “Affelnet” answers with what it means."""

    def queryset(self) -> QuerySet[EntreeGlossaire]:
        return EntreeGlossaire.objects.filter(Exists(GlossairePage.objects.live()))

    def documents(self, instance: EntreeGlossaire) -> Iterator[SearchDocument]:
        for language, _name in settings.LANGUAGES:
            if language != settings.LANGUAGE_CODE and language not in instance.translations:
                continue
            with translation.override(language):
                yield SearchDocument(
                    key=document_key(instance),
                    kind=PAGE,
                    language=language,
                    title=instance.localized_name,
                    url=f"{localized_path('glossaire/')}#{instance.ancre}",
                    summary=instance.localized("definition"),
                    detail=_("Glossaire"),
                    alternatives=distinct(instance.mot),
                    sigles=distinct(instance.sigle),
                    weight=0.75,
                )


#: What an établissement does not say of its trainings, and would be read for each of their places.
TEXTS_OF_FORMATIONS = tuple(
    f"formation__{field.name}" for field in FormationPage._meta.fields if isinstance(field, StreamField)
)


class EtablissementSource(Source[Etablissement]):
    """An open établissement with what it teaches. Its page exists once, in French; elsewhere it is marked so."""

    def queryset(self) -> EtablissementQuerySet:
        offres = (
            Offre.objects.published().select_related("formation").defer(*TEXTS_OF_FORMATIONS).order_by("pk")
        )
        return (
            Etablissement.objects.open()
            .select_related("commune__departement", "commune__bassin")
            .prefetch_related(Prefetch("offres", queryset=offres, to_attr=OFFRES))
        )

    def documents(self, instance: Etablissement) -> Iterator[SearchDocument]:
        with translation.override("fr"):
            yield self.document(instance, getattr(instance, OFFRES))

    def document(self, etablissement: Etablissement, offres: list[Offre]) -> SearchDocument:
        commune = etablissement.commune
        kind = str(TypeEtablissement(etablissement.type).label)  # get_type_display() translates every choice
        where = f"{commune.nom} ({commune.departement.nom})"
        formations = [offre.formation for offre in offres if offre.formation.live]
        return SearchDocument(
            key=document_key(etablissement),
            kind=Sorte.ETABLISSEMENT,
            language="fr",
            title=etablissement.nom,
            url=localized_path(f"etablissements/{etablissement.uai}/"),
            summary=f"{kind}, {where}",
            detail=where,
            facts=distinct(kind, where),
            sigles=(etablissement.uai,),
            keywords=distinct(
                kind,
                *(page.title for page in formations),
                *(page.sigle for page in formations),
            ),
            places=(commune.nom, commune.departement.nom),
            niveaux=tuple(sorted({page.niveau for page in formations})),
            voies=tuple(sorted({offre.voie for offre in offres})),
            departements=(commune.departement_id,),
            bassins=(commune.bassin.slug,) if commune.bassin else (),
            communes=(commune.code,),
            etablissements=(etablissement.uai,),
            points=(etablissement.point,) if etablissement.point else (),
            weight=0.6,
        )

    def affected(self, instance: Etablissement) -> Iterable[Model]:
        """Its trainings, and the events it hosts, show its name and place."""
        for offre in Offre.objects.of_etablissement(instance).select_related("formation"):
            yield offre.formation
        yield from instance.evenements.all()


register(SecteurPage, SecteurSource())
register(ThemeRev3Page, ThemeSource())
register(ChantierPage, ChantierSource())
register(Rev3IndexPage, Rev3Source())
register(PageLibre, PageLibreSource())
register(WorldSkillsPage, WorldSkillsSource())
register(GlossairePage, GlossaireSource())
register(EntreeGlossaire, EntreeSource())
register(Etablissement, EtablissementSource())
for model in (HomePage, SecteursIndexPage, ChantiersIndexPage, EtablissementsIndexPage, ReferentsIndexPage):
    exempt(model, "a list is reached by the menu, what it lists by the search")
