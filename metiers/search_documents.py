"""What the search engine knows of a job."""

from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils import translation

from chiffres.enums import Nature
from common.search_documents import (
    SearchDocument,
    Sorte,
    Source,
    declare_choices,
    distinct,
    document_key,
    exempt,
    linked,
    page_path,
    register,
    text_of,
)
from metiers.enums import Voie
from metiers.liens import formations_of
from metiers.models import MetierPage, MetiersIndexPage
from metiers.querysets import MetierQuerySet


class MetierSource(Source[MetierPage]):
    def queryset(self) -> MetierQuerySet:
        return (
            MetierPage.objects.live()
            .public()
            .select_related("locale")
            .prefetch_related(
                "metier_secteurs__tag",
                "preuves_rev3__tag",
                "metier_chantiers__tag",
                "romes__rome__appellations",
                "romes__rome__liens_interet__centre",
                "interets__centre",
                "liens_chiffres__chiffre",
                "liens_formations__page",
            )
        )

    def affected(self, instance: MetierPage) -> Iterable[Model]:
        """Formations, people and events that name the job."""
        return linked(instance)

    def documents(self, instance: MetierPage) -> Iterator[SearchDocument]:
        language = instance.locale.language_code
        with translation.override(language):
            yield self.document(instance, language)

    def document(self, page: MetierPage, language: str) -> SearchDocument:
        secteurs = page.secteurs_list
        themes = [lien.tag for lien in page.preuves_rev3.all()]
        chantiers = [lien.tag for lien in page.metier_chantiers.all()]
        interets = [lien.centre.libelle for lien in page.interets.all()]
        terms = [term.localized_name for term in (*secteurs, *themes, *chantiers)]
        return SearchDocument(
            key=document_key(page),
            kind=Sorte.METIER,
            language=language,
            title=page.title,
            url=page_path(page),
            summary=page.accroche or page.resume,
            detail=secteurs[0].localized_name if secteurs else "",
            facts=facts(page),
            labels=distinct(page.titre_feminin, page.titre_masculin),
            alternatives=alternatives(page, language),
            keywords=distinct(*terms, *(("REV3",) if themes else ()), *interets, *trainings(page, language)),
            interets=interests(page),
            main_interets=interests(page, main=True),
            body=text_of(page.resume, page.body, page.transition, page.parcours, page.simplifie),
            secteurs=tuple(term.slug for term in secteurs),
            rev3=distinct(*(term.slug for term in themes)),
            chantiers=distinct(*(term.slug for term in chantiers)),
            niveaux=(page.niveau_entree,) if page.niveau_entree else (),
            weight=1.3,
        )


def facts(page: MetierPage) -> tuple[str, ...]:
    """Level to start, first salary, hours."""
    salaire = page.chiffre(Nature.SALAIRE_DEBUT) or page.chiffre(Nature.SALAIRE_MEDIAN)
    niveau = page.get_niveau_entree_display() if page.niveau_entree else ""
    return distinct(niveau, salaire.affichage if salaire else "", page.rythme)


def interests(page: MetierPage, *, main: bool = False) -> tuple[str, ...]:
    """Centres of interest that the editor chose, then those that France Travail gives to the ROME codes."""
    chosen = [lien.centre.slug for lien in page.interets.all()]
    links = [lien for code in page.romes.all() for lien in code.rome.liens_interet.all()]
    return distinct(*chosen, *(lien.centre.slug for lien in links if lien.principal or not main))


def trainings(page: MetierPage, language: str) -> tuple[str, ...]:
    """Names and sigles of what leads to the job: “bac pro TCI” finds the welder too."""
    if language == "fr":
        formations = [lien.page for lien in page.liens_formations.all() if lien.page.live]
    else:
        formations = formations_of(page)
    return distinct(*(name for formation in formations for name in (formation.title, formation.sigle)))


def alternatives(page: MetierPage, language: str) -> tuple[str, ...]:
    """Both genders, and in French every appellation of its ROME codes: all lead to the same page."""
    names = [page.titre_feminin, page.titre_masculin]
    if language == "fr":
        for lien in page.romes.all():
            for appellation in lien.rome.appellations.all():
                names += [appellation.libelle_feminin, appellation.libelle_masculin]
                if not (appellation.libelle_feminin or appellation.libelle_masculin):
                    names.append(appellation.libelle_court or appellation.libelle_long)
    return tuple(name for name in distinct(*names) if name != page.title)


register(MetierPage, MetierSource())
exempt(MetiersIndexPage, "a list is reached by the menu, its jobs by the search")
declare_choices("voie", Voie.choices)
