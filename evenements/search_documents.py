"""What the search engine knows of an event, until it is over."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Prefetch
from django.utils import translation
from wagtail.models import Page

from common.search_documents import (
    Dates,
    SearchDocument,
    Sorte,
    Source,
    declare_choices,
    distinct,
    document_key,
    exempt,
    linked,
    register,
    text_of,
)
from evenements.enums import Inscription, Public, TypeEvenement
from evenements.models import AgendaIndexPage, Evenement
from evenements.querysets import EvenementQuerySet
from territoires.models import localized_path


def _titles(links: str, content: str) -> Prefetch[Any]:
    """The pages that events present, without their texts: only their titles are said."""
    through: Any = Evenement._meta.get_field(links).related_model
    pages = through._meta.get_field(content).related_model._default_manager.defer_streamfields()
    return Prefetch(f"{links}__{content}", queryset=pages)


class EvenementSource(Source[Evenement]):
    def queryset(self) -> EvenementQuerySet:
        """Published with at least one date; what is over is filtered by its end, at each reading."""
        return (
            Evenement.objects.published()
            .filter(sessions__isnull=False)
            .distinct()
            .select_related(
                "locale", "etablissement", "commune__departement", "commune__bassin", "departement"
            )
            .prefetch_related(
                "sessions",
                "appels",
                "evenement_secteurs__tag",
                "evenement_themes__tag",
                *(
                    _titles(*one)
                    for one in (
                        ("liens_metiers", "metier"),
                        ("liens_formations", "formation"),
                        ("liens_ambassadeurs", "ambassadeur"),
                    )
                ),
            )
        )

    def affected(self, instance: Evenement) -> Iterable[Model]:
        return linked(instance)

    def documents(self, instance: Evenement) -> Iterator[SearchDocument]:
        language = instance.locale.language_code
        with translation.override(language):
            yield self.document(instance, language)

    def document(self, event: Evenement, language: str) -> SearchDocument:
        secteurs = event.secteurs_list
        themes = [lien.tag for lien in event.evenement_themes.all()]
        terms = [term.localized_name for term in (*secteurs, *themes)]
        sessions = event.sessions_ordered()
        commune = event.commune
        departement = event.departement
        place = event.etablissement or commune
        return SearchDocument(
            key=document_key(event),
            kind=Sorte.EVENEMENT,
            language=language,
            title=event.titre,
            url=localized_path(f"agenda/{event.slug}/"),
            summary=event.resume,
            detail=str(TypeEvenement(event.type).label),
            facts=facts(event),
            alternatives=(str(TypeEvenement(event.type).label),),
            keywords=distinct(*terms, *linked_titles(event), *publics(event), event.organisateur),
            places=distinct(
                event.lieu_nom, commune.nom if commune else "", departement.nom if departement else ""
            ),
            body=text_of(event.description, event.a_preparer),
            secteurs=tuple(term.slug for term in secteurs),
            rev3=distinct(*(term.slug for term in themes)),
            departements=(departement.code,) if departement else (),
            bassins=(commune.bassin.slug,) if commune and commune.bassin else (),
            communes=(commune.code,) if commune else (),
            etablissements=(event.etablissement.uai,) if event.etablissement else (),
            publics=tuple(event.publics),
            types=(event.type,),
            points=(place.point,) if place and place.point else (),
            dates=tuple(Dates(session.debut, session.fin) for session in sessions),
            en_ligne=event.en_ligne,
            valid_until=max(
                *(session.fin for session in sessions),
                *(appel.cloture for appel in event.appels.all()),
                sessions[0].fin,
            ),
            state=event.etat,
            weight=0.9,
        )


def facts(event: Evenement) -> tuple[str, ...]:
    inscription = "" if event.inscription == Inscription.SANS else event.get_inscription_display()
    return distinct(event.lieu_court, event.lieu_nom, inscription)


def publics(event: Evenement) -> list[str]:
    return [str(Public(value).label) for value in event.publics]


def linked_titles(event: Evenement) -> list[str]:
    """Titles of the live pages that the event presents."""
    pages: list[Page] = [lien.metier for lien in event.liens_metiers.all()]
    pages += [lien.formation for lien in event.liens_formations.all()]
    pages += [lien.ambassadeur for lien in event.liens_ambassadeurs.all()]
    return [page.title for page in pages if page.live]


register(Evenement, EvenementSource())
exempt(AgendaIndexPage, "the agenda is reached by the menu, its events by the search")
declare_choices("type", TypeEvenement.choices)
declare_choices("public", Public.choices)
