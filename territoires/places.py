"""Names of places out of capitals: how the sources shout them, how they are written."""

import re

# The 28 bassins d’emploi of France Travail in the region, abbreviations spelt out. Codes of 2019, the same as in the
# survey « Besoins en main-d’œuvre » of 2025.
BASSINS = {
    "3201": "Abbeville-Ponthieu",
    "3202": "Amiens",
    "3203": "Santerre-Somme",
    "3204": "Saint-Quentin",
    "3205": "Chauny",
    "3206": "Hirson",
    "3207": "Soissons",
    "3208": "Brie-Tardenois",
    "3210": "Santerre-Oise et Sud-Oise",
    "3211": "Compiègne",
    "3212": "Laon",
    "3213": "Beauvais",
    "3214": "Méru",
    "3216": "Lille",
    "3217": "Roubaix-Tourcoing",
    "3218": "Dunkerque",
    "3219": "Flandre-Lys",
    "3220": "Douai",
    "3221": "Valenciennes",
    "3222": "Cambrésis",
    "3223": "Sambre-Avesnois",
    "3224": "Artois-Ternois",
    "3225": "Bassin minier ouest",
    "3226": "Boulonnais",
    "3227": "Lens",
    "3228": "Calais",
    "3229": "Audomarois",
    "3230": "Montreuil",
}
SMALL_WORDS = {"à", "au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "lès", "sous", "sur"}
WORD = re.compile(r"[^\s'’-]+|[\s'’-]+")


def bassin_name(code: str, label: str) -> str:
    """The name as it is written; an unknown bassin keeps its label in small letters."""
    return BASSINS.get(code) or commune_name(label)


def commune_name(label: str) -> str:
    """« AISONVILLE ET BERNOVILLE » → « Aisonville et Bernoville »: a stopgap, it cannot guess accents or hyphens."""
    words = []
    for index, word in enumerate(WORD.findall(label.lower())):
        words.append(word if index and word in SMALL_WORDS else word[:1].upper() + word[1:])
    return "".join(words)


def curly(name: str) -> str:
    """The apostrophe of French typography, so that one name has one spelling whatever the file."""
    return name.replace("'", "’")
