"""Schemas of the API (JSON Schema 2020-12). Every name is always there; what is not known is null or empty."""

from __future__ import annotations

from typing import Any

from evenements.enums import Accessibilite, Etat, Inscription, Mode, Public, TypeEvenement

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
MOMENT: Json = {"type": "string", "format": "date-time"}
MOMENT_OR_NOT: Json = {"type": ["string", "null"], "format": "date-time"}
ADDRESS: Json = {"type": "string", "format": "uri"}
ADDRESS_OR_NOT: Json = {"type": ["string", "null"], "format": "uri"}
NUMBER_OR_NOT: Json = {"type": ["number", "null"]}
UUID: Json = {"type": "string", "format": "uuid"}
COUNT: Json = {"type": "integer", "minimum": 0}
RANK: Json = {"type": "integer", "minimum": 1}


def record(title: str, **properties: Json) -> Json:
    return {
        "type": "object",
        "description": title,
        "required": [*properties],
        "properties": properties,
    }


def some(choices: Any) -> Json:
    return {"type": "string", "enum": [*choices.values]}


def many(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def named(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(name: str) -> Json:
    return {"oneOf": [named(name), {"type": "null"}]}


SCHEMAS: Json = {
    "Evenement": record(
        "Un événement et toutes ses dates.",
        id=UUID | {"description": "Le même dans toutes les langues."},
        slug=TEXT,
        langue=TEXT,
        titre=TEXT,
        resume=TEXT,
        type=some(TypeEvenement),
        etat=some(Etat),
        etat_precision=TEXT,
        dates=or_null("Dates") | {"description": "La prochaine date, dans une liste."},
        sessions=many(named("Session")),
        mode=some(Mode),
        lieu=or_null("Lieu") | {"description": "Rien pour un événement en ligne."},
        lien_visio=TEXT,
        publics=many(some(Public)),
        accessibilite=many(some(Accessibilite)),
        secteurs=many(named("Secteur")),
        rev3={"type": "boolean"},
        organisateur=TEXT,
        contact=TEXT,
        inscription=named("Inscription"),
        appel=or_null("Appel"),
        exemple={"type": "boolean", "description": "Inventé, pour montrer le site."},
        publie_le=MOMENT,
        modifie_le=MOMENT,
        liens=named("Liens"),
    ),
    "Dates": record("Un début et une fin.", debut=MOMENT, fin=MOMENT),
    "Session": record(
        "Une date ; `uid` est aussi celui du calendrier.", uid=UUID, debut=MOMENT, fin=MOMENT, precision=TEXT
    ),
    "Lieu": record(
        "Où cela se passe.",
        nom=TEXT,
        adresse=TEXT,
        uai=TEXT | {"description": "Vide hors d’un établissement."},
        commune=or_null("Commune"),
        dep=TEXT,
        latitude=NUMBER_OR_NOT,
        longitude=NUMBER_OR_NOT,
        acces=TEXT,
    ),
    "Commune": record("Code INSEE et nom.", code=TEXT, nom=TEXT),
    "Secteur": record("Un secteur présenté.", slug=TEXT, nom=TEXT),
    "Inscription": record("Comment s’inscrire.", regle=some(Inscription), adresse=TEXT, avant=MOMENT_OR_NOT),
    "Appel": record(
        "Un appel à projets : il se ferme à `cloture`.",
        ouverture=MOMENT,
        cloture=MOMENT,
        montant=TEXT,
        financeurs=TEXT,
        fse={"type": "boolean", "description": "Financé par le FSE+."},
    ),
    "Liens": record("Adresses de l’événement.", page=ADDRESS, calendrier=ADDRESS, api=ADDRESS),
    "Liste": record(
        "Une page de la liste.",
        total=COUNT,
        page=RANK,
        pages=RANK,
        n=RANK,
        langue=TEXT,
        liens=record(
            "Les autres pages.",
            premiere=ADDRESS,
            precedente=ADDRESS_OR_NOT,
            suivante=ADDRESS_OR_NOT,
            derniere=ADDRESS,
        ),
        avertissements=many(TEXT),
        evenements=many(named("Evenement")),
    ),
    "Reponse": record("Un événement.", avertissements=many(TEXT), evenement=named("Evenement")),
    "Probleme": record("Une erreur (RFC 9457).", type=TEXT, status={"type": "integer"}, detail=TEXT),
}
