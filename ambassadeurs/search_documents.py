"""What the search engine knows of an ambassador: nothing outside the days of consent."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Model, Q
from django.utils import timezone, translation

from ambassadeurs.models import AmbassadeurPage, AmbassadeurQuerySet, AmbassadeursIndexPage
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


class AmbassadeurSource(Source[AmbassadeurPage]):
    def queryset(self) -> AmbassadeurQuerySet:
        """Consent given and not ended yet; its days stand in the document and are filtered at each reading too."""
        adult_or_allowed = Q(mineur=False) | Q(consentement_parental_le__isnull=False)
        return (
            AmbassadeurPage.objects.live()
            .public()
            .filter(
                adult_or_allowed,
                consentement_le__isnull=False,
                consentement_jusqu_au__gte=timezone.localdate(),
            )
            .select_related("locale", "portrait")
            .prefetch_related(
                "ambassadeur_secteurs__tag",
                "ambassadeur_themes__tag",
                "departements",
                "liens_metiers__metier",
            )
        )

    def affected(self, instance: AmbassadeurPage) -> Iterable[Model]:
        return linked(instance)

    def documents(self, instance: AmbassadeurPage) -> Iterator[SearchDocument]:
        language = instance.locale.language_code
        with translation.override(language):
            yield self.document(instance, language)

    def document(self, page: AmbassadeurPage, language: str) -> SearchDocument:
        secteurs = page.secteurs_list
        themes = [lien.tag for lien in page.ambassadeur_themes.all()]
        departements = sorted(page.departements.all(), key=lambda departement: departement.code)
        metiers = [lien.metier.title for lien in page.liens_metiers.all() if lien.metier.live]
        terms = [term.localized_name for term in (*secteurs, *themes)]
        return SearchDocument(
            key=document_key(page),
            kind=Sorte.AMBASSADEUR,
            language=language,
            title=page.title,
            url=page_path(page),
            summary=page.citation,
            detail=page.fonction,
            facts=distinct(page.fonction, page.employeur, page.ville),
            alternatives=distinct(page.fonction, page.prenom),
            keywords=distinct(
                *terms, *metiers, *page.rencontres_labels, page.get_genre_display(), page.employeur
            ),
            places=distinct(page.ville, *(departement.nom for departement in departements)),
            body=text_of(
                page.resume, page.interview, page.parcours, page.plait, page.pese, page.disponibilite
            ),
            secteurs=tuple(term.slug for term in secteurs),
            rev3=distinct(*(term.slug for term in themes)),
            departements=tuple(departement.code for departement in departements),
            picture=page.dessin,
            weight=0.8,
            valid_from=midnight(page.consentement_le),
            valid_until=midnight(page.consentement_jusqu_au, timedelta(days=1)),
        )


def midnight(day: date | None, later: timedelta = timedelta()) -> datetime | None:
    """The first moment of a day, in local time."""
    return timezone.make_aware(datetime.combine(day + later, time())) if day else None


register(AmbassadeurPage, AmbassadeurSource())
exempt(AmbassadeursIndexPage, "a list is reached by the menu, its people by the search")
