"""What the search engine knows of a training and of the offers that place it."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, Prefetch
from django.utils import translation
from django.utils.translation import ngettext

from common.querysets import in_language
from common.search_documents import (
    SearchDocument,
    Sorte,
    Source,
    distinct,
    document_key,
    exempt,
    linked,
    page_path,
    register,
    text_of,
)
from formations.models import FormationPage, FormationsIndexPage, Offre
from formations.querysets import FormationQuerySet
from metiers.models import MetierPage
from territoires.models import Etablissement


class FormationSource(Source[FormationPage]):
    def queryset(self) -> FormationQuerySet:
        offres = Offre.objects.published().select_related(
            "etablissement__commune__departement", "etablissement__commune__bassin"
        )
        return (
            FormationPage.objects.live()
            .public()
            .select_related("locale", "onisep")
            .prefetch_related(
                "formation_secteurs__tag",
                "preuves_rev3__tag",
                "formation_chantiers__tag",
                "liens_metiers__metier",
                Prefetch("offres", queryset=offres.order_by("pk"), to_attr="offres_publiees"),
            )
        )

    def affected(self, instance: FormationPage) -> Iterable[Model]:
        """Events and trainings that name it, jobs it leads to, établissements that offer it."""
        yield from linked(instance)
        yield from (lien.metier for lien in instance.liens_metiers.select_related("metier"))
        yield from Etablissement.objects.filter(
            offres__formation__translation_key=instance.translation_key
        ).distinct()

    def documents(self, instance: FormationPage) -> Iterator[SearchDocument]:
        language = instance.locale.language_code
        with translation.override(language):
            yield self.document(instance, language)

    def metiers(self, page: FormationPage, language: str) -> list[MetierPage]:
        """The live jobs it leads to, in its language where they exist: a translation keeps the links of its source."""
        linked_jobs = [lien.metier for lien in page.liens_metiers.all() if lien.metier.live]
        if language == "fr" or not linked_jobs:
            return linked_jobs
        return in_language(MetierPage.objects.live(), [job.pk for job in linked_jobs], page.locale_id)

    def document(self, page: FormationPage, language: str) -> SearchDocument:
        secteurs = page.secteurs_list
        themes = [lien.tag for lien in page.preuves_rev3.all()]
        chantiers = [lien.tag for lien in page.formation_chantiers.all()]
        terms = [term.localized_name for term in (*secteurs, *themes, *chantiers)]
        metiers = [metier.title for metier in self.metiers(page, language)]
        offres = published_offers(page)
        etablissements = list({offre.etablissement_id: offre.etablissement for offre in offres}.values())
        communes = [etablissement.commune for etablissement in etablissements]
        return SearchDocument(
            key=document_key(page),
            kind=Sorte.FORMATION,
            language=language,
            title=page.title,
            url=page_path(page),
            summary=page.resume or page.chapo,
            detail=page.get_type_diplome_display(),
            facts=facts(page, len(etablissements)),
            alternatives=distinct(page.intitule_officiel, page.onisep.libelle if page.onisep else ""),
            sigles=distinct(page.sigle, page.onisep.sigle if page.onisep else ""),
            keywords=distinct(
                page.get_type_diplome_display(), *terms, *metiers, *(("REV3",) if themes else ())
            ),
            places=distinct(
                *(commune.nom for commune in communes),
                *(commune.departement.nom for commune in communes),
                *(etablissement.nom for etablissement in etablissements),
            ),
            body=text_of(page.chapo, page.body, page.apres, page.transition, page.admission, page.autre_voie),
            secteurs=tuple(term.slug for term in secteurs),
            rev3=distinct(*(term.slug for term in themes)),
            chantiers=distinct(*(term.slug for term in chantiers)),
            niveaux=(page.niveau,),
            voies=tuple(sorted({offre.voie for offre in offres})),
            departements=tuple(sorted({commune.departement_id for commune in communes})),
            bassins=tuple(sorted({commune.bassin.slug for commune in communes if commune.bassin})),
            communes=tuple(sorted({commune.code for commune in communes})),
            etablissements=tuple(sorted(etablissement.uai for etablissement in etablissements)),
            points=tuple(point for etablissement in etablissements if (point := etablissement.point)),
            weight=1.15,
        )


def published_offers(page: FormationPage) -> list[Offre]:
    """Offers hang on the French page; translations show the same ones."""
    prefetched: list[Offre] | None = page.__dict__.get("offres_publiees")
    if page.locale.language_code == "fr" and prefetched is not None:
        return prefetched
    offres = Offre.objects.published().of_formation(page)
    return list(
        offres.select_related(
            "etablissement__commune__departement", "etablissement__commune__bassin"
        ).order_by("pk")
    )


def facts(page: FormationPage, places: int) -> tuple[str, ...]:
    """Duration, level of entry, in how many places."""
    count = ngettext("%(count)s établissement", "%(count)s établissements", places) % {"count": places}
    return distinct(page.duree, page.entree, count if places else "")


class OffreSource(Source[Offre]):
    """An offer is found through its training and its établissement."""

    def affected(self, instance: Offre) -> Iterable[Model]:
        yield from FormationPage.objects.filter(translation_key=instance.formation.translation_key)
        yield instance.etablissement


register(FormationPage, FormationSource())
register(Offre, OffreSource())
exempt(FormationsIndexPage, "a list is reached by the menu, its trainings by the search")
