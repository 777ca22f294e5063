"""The OpenAPI 3.1 document of the API: choices come from the code, the rest is written here and held by tests."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from common.seo import absolute
from evenements.api.schemas import SCHEMAS
from evenements.enums import Public, TypeEvenement
from evenements.listings import EvenementFilterForm
from search.grammar import DEFAULT_RADIUS, DEFAULT_SIZE, MAX_RADIUS, MAX_RESULTS, MAX_SIZE

Json = dict[str, Any]
VERSION = "1.0.0"

DESCRIPTIONS = {
    "secteur": "Secteurs, par leur nom d’adresse (« energies », « sante »…). Répétable : l’un ou l’autre.",
    "rev3": "Thèmes REV3, par leur nom d’adresse. Répétable.",
    "chantier": "Grands chantiers, par leur nom d’adresse. Répétable.",
    "type": "Types d’événement. Répétable.",
    "public": "À qui l’événement s’adresse. Répétable.",
    "dep": "Départements : 02, 59, 60, 62, 80. Répétable.",
    "bassin": "Bassins d’emploi, par leur nom d’adresse. Répétable.",
    "commune": "Communes, par leur code INSEE ; `rayon` dit jusqu’où. Répétable.",
    "rayon": "Kilomètres autour des communes.",
    "uai": "Établissements, par leur UAI. Répétable.",
    "du": "Premier jour, heure de Paris.",
    "au": "Dernier jour, heure de Paris.",
    "page": "Page de la liste.",
    "n": "Événements par page.",
}
#: Values that the grammar itself fixes; vocabularies grow, so they are told by their form only.
TYPED: dict[str, Json] = {
    "type": {"enum": list(TypeEvenement.values)},
    "public": {"enum": list(Public.values)},
    "dep": {"pattern": "^[0-9]{2}$"},
    "commune": {"pattern": "^[0-9][0-9AB][0-9]{3}$"},
    "uai": {"pattern": "^[0-9]{7}[A-Z]$"},
}
SINGLE: dict[str, Json] = {
    "rayon": {"type": "integer", "minimum": 1, "maximum": MAX_RADIUS, "default": DEFAULT_RADIUS},
    "du": {"type": "string", "format": "date"},
    "au": {"type": "string", "format": "date"},
    "page": {"type": "integer", "minimum": 1, "maximum": MAX_RESULTS, "default": 1},
    "n": {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE},
}


def parameter(name: str) -> Json:
    schema = SINGLE.get(name) or {"type": "array", "items": {"type": "string"} | TYPED.get(name, {})}
    return {"name": name, "in": "query", "description": DESCRIPTIONS[name], "schema": schema}


def language() -> Json:
    codes = [code for code, _label in settings.LANGUAGES]
    return {
        "name": "lang",
        "in": "query",
        "description": "Langue voulue ; un événement sans traduction est donné en français.",
        "schema": {"type": "string", "enum": codes, "default": settings.LANGUAGE_CODE},
    }


def response(description: str, schema: str, kind: str = "application/json") -> Json:
    return {
        "description": description,
        "headers": {
            "ETag": {"schema": {"type": "string"}, "description": "À renvoyer dans If-None-Match."},
            "X-Avertissements": {
                "schema": {"type": "string"},
                "description": "Ce qui a été laissé de côté dans l’adresse (liste de « display strings », RFC 9651).",
            },
        },
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


UNCHANGED: Json = {"description": "Rien de nouveau depuis l’ETag ou la date donnés."}
REFUSED: Json = {"description": "Seuls GET, HEAD et OPTIONS répondent."}
STALE: Json = {"description": "If-Match ou If-Unmodified-Since ne convient pas."}


def operation(name: str, summary: str, parameters: list[Json], answers: Json) -> Json:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": answers | {"304": UNCHANGED, "412": STALE},
        }
    }


def openapi() -> Json:
    names = [*EvenementFilterForm.names]
    key = {
        "name": "cle",
        "in": "path",
        "required": True,
        "description": "Fin de l’adresse de la page de l’événement, ou son identifiant.",
        "schema": {"type": "string", "minLength": 1, "pattern": "^[^/]+$"},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Agenda Proch’Orientation",
            "version": VERSION,
            "summary": "Portes ouvertes, forums, salons et rencontres en Hauts-de-France.",
            "description": (
                "Lecture libre, sans compte ni clé, depuis tout site. Un filtre inconnu est ignoré ; une valeur "
                "mauvaise l’est aussi, et `avertissements` le dit. Une version qui casserait un programme aurait "
                "une autre adresse (`/api/v2/`) ; des champs peuvent s’ajouter à celle-ci."
            ),
            "license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"},
        },
        "servers": [{"url": absolute("/").rstrip("/")}],
        "paths": {
            "/api/v1/evenements/": operation(
                "evenements",
                "Événements à venir, le prochain d’abord",
                [*map(parameter, names), language()],
                {"200": response("Une page de la liste.", "Liste")},
            ),
            "/api/v1/evenements/{cle}/": operation(
                "evenement",
                "Un événement, passé ou à venir",
                [key, language()],
                {
                    "200": response("L’événement.", "Reponse"),
                    "404": response("Aucun événement publié ici.", "Probleme", "application/problem+json"),
                },
            ),
        },
        "components": {"schemas": SCHEMAS},
    }
