"""Documents and queue of the search, and the text search configurations that the fallback reads."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# Accents are folded before stemming, as in the index of Elasticsearch.
CONFIGURATIONS = [
    (
        f"""
        CREATE TEXT SEARCH CONFIGURATION proch_{code} (COPY = {language});
        ALTER TEXT SEARCH CONFIGURATION proch_{code}
            ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {language}_stem;
        """,
        f"DROP TEXT SEARCH CONFIGURATION IF EXISTS proch_{code};",
    )
    for code, language in (("fr", "french"), ("en", "english"))
]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *(migrations.RunSQL(forwards, backwards) for forwards, backwards in CONFIGURATIONS),
        migrations.CreateModel(
            name="QueuedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=80, verbose_name="modèle")),
                ("object_pk", models.CharField(max_length=40, verbose_name="identifiant")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("not_before", models.DateTimeField(blank=True, null=True, verbose_name="pas avant")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("error", models.TextField(blank=True, verbose_name="dernière erreur")),
            ],
            options={
                "verbose_name": "changement à indexer",
                "verbose_name_plural": "changements à indexer",
            },
        ),
        migrations.CreateModel(
            name="IndexedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, verbose_name="clé")),
                ("language", models.CharField(max_length=12, verbose_name="langue")),
                (
                    "version",
                    models.BigIntegerField(
                        help_text="Microsecondes : le plus récent l’emporte.", verbose_name="version"
                    ),
                ),
                ("gone", models.BooleanField(default=False, verbose_name="retiré")),
                ("digest", models.CharField(blank=True, max_length=40, verbose_name="empreinte")),
                ("source", models.JSONField(default=dict, verbose_name="document")),
                ("facets", models.JSONField(default=dict, verbose_name="facettes")),
                ("languages", models.JSONField(default=list, verbose_name="langues du contenu")),
                ("label", models.TextField(blank=True, verbose_name="titres sans accents")),
                ("sort", models.TextField(blank=True, verbose_name="ordre")),
                ("terms", django.contrib.postgres.search.SearchVectorField(null=True, verbose_name="mots")),
                ("weight", models.FloatField(default=1.0, verbose_name="poids")),
                (
                    "points",
                    models.JSONField(
                        default=list, help_text="Couples latitude, longitude.", verbose_name="lieux"
                    ),
                ),
                ("first_start", models.DateTimeField(blank=True, null=True, verbose_name="première date")),
                ("last_end", models.DateTimeField(blank=True, null=True, verbose_name="dernière date")),
                (
                    "valid_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="visible à partir du"),
                ),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="visible jusqu’au")),
            ],
            options={
                "verbose_name": "document de recherche",
                "verbose_name_plural": "documents de recherche",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="search_document_terms"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("label"), name="gin_trgm_ops"),
                        name="search_document_label",
                    ),
                    models.Index(fields=["language", "sort"], name="search_document_sort"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "key"), name="search_document_once")
                ],
            },
        ),
    ]
