"""A small lexicon, made of rows as the database gives them: no test here reads a database."""

import pytest

from search.understanding import lexicon
from search.understanding.lexicon import Lexicon

COMMUNES = [
    ["80021", "Amiens", "80", "Somme", 134_706, 49.8942, 2.2957, ["80000", "80090"]],
    ["59350", "Lille", "59", "Nord", 236_234, 50.633, 3.055, ["59000", "59800"]],
    ["62498", "Lens", "62", "Pas-de-Calais", 32_000, 50.43, 2.83, ["62300"]],
    ["80410", "Ham", "80", "Somme", 4_600, 49.74, 3.07, ["80400"]],
    ["80688", "Rue", "80", "Somme", 3_000, 50.27, 1.66, ["80120"]],
    ["62065", "Avion", "62", "Pas-de-Calais", 17_600, 50.41, 2.83, ["62210"]],
    ["59163", "Croix", "59", "Nord", 21_000, 50.67, 3.15, ["59170"]],
    ["80016", "Albert", "80", "Somme", 9_800, 50.0, 2.65, ["80300"]],
    ["02691", "Saint-Quentin", "02", "Aisne", 53_000, 49.84, 3.28, ["02100"]],
    ["62826", "Le Touquet-Paris-Plage", "62", "Pas-de-Calais", 4_200, 50.52, 1.58, ["62520"]],
    ["59153", "Condé-sur-l’Escaut", "59", "Nord", 9_500, 50.45, 3.59, ["59163"]],
]
DEPARTEMENTS = [
    ["02", "Aisne", "dans l’Aisne"],
    ["59", "Nord", "dans le Nord"],
    ["60", "Oise", "dans l’Oise"],
    ["62", "Pas-de-Calais", "dans le Pas-de-Calais"],
    ["80", "Somme", "dans la Somme"],
]
WORDS = [
    "infirmière",
    "infirmier",
    "maçonne",
    "maçon",
    "boulangère",
    "boulanger",
    "pâtissier",
    "coiffeuse",
    "coiffeur",
    "électricienne",
    "électricien",
    "aide",
    "soignante",
    "soignant",
    "soudeuse",
    "soudeur",
    "plombière",
    "plombier",
    "chauffagiste",
    "vendeuse",
    "vendeur",
    "vente",
    "cuisinière",
    "cuisinier",
    "cuisine",
    "mécanicienne",
    "mécanicien",
    "automobile",
    "canal",
    "seine",
    "nord",
    "europe",
    "métier",
    "formation",
    "alternance",
    "animaux",
    "éducatrice",
    "éducateur",
    "spécialisé",
    "informatique",
    "santé",
    "lycée",
]
TITLES = [["fr", "Canal Seine-Nord Europe"], ["fr", "Santé et soin"]]


@pytest.fixture(scope="session")
def known() -> Lexicon:
    return lexicon.build(
        {
            "commune": COMMUNES,
            "departement": DEPARTEMENTS,
            "bassin": [],
            "word": [["fr", word, 3] for word in WORDS],
            "title": TITLES,
            "name": [],
            "said": [],
        }
    )
