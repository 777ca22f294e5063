"""Many more rows than the demonstration: copies of its établissements and events, each with a name of its own."""

from django.db import connection

#: Words that make the copies differ, as names of schools and events do.
WORDS = (
    "Anatole-France", "Baudelaire", "Condorcet", "Diderot", "Eiffel", "Fénelon", "Gambetta", "Hugo", "Jaurès",
    "Kastler", "Lavoisier", "Monod", "Nadar", "Ozanam", "Pasteur", "Queneau", "Ribot", "Sévigné", "Turgot", "Voltaire",
    "Wallon", "Yourcenar", "Zola", "Branly", "Carnot", "Daudet",
)  # fmt: skip

COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
    WHERE table_name = %s AND table_schema = 'public' AND column_name <> ALL(%s)
"""


def _word(number: str) -> str:
    words = ", ".join(f"'{word}'" for word in WORDS)
    return f"(ARRAY[{words}])[1 + ({number}) %% {len(WORDS)}]"


def _columns(table: str, own: list[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table, own])
        return str(cursor.fetchone()[0])


def _run(sql: str, *parameters: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def copy_schools(count: int) -> None:
    own = ["id", "uai", "nom", "remplace_par_id"]
    rest = _columns("territoires_etablissement", own)
    _run(
        f"""
        WITH models AS (SELECT *, row_number() OVER (ORDER BY id) - 1 AS rank, count(*) OVER () AS total
                        FROM territoires_etablissement WHERE ouvert AND uai NOT LIKE '9%%')
        INSERT INTO territoires_etablissement (uai, nom, {rest})
        SELECT '9' || lpad(n::text, 6, '0') || 'Z', left(models.nom, 90) || ' ' || {_word("n")} || ' ' || n, {rest}
        FROM generate_series(1, %s) AS n JOIN models ON models.rank = n %% models.total
        ON CONFLICT DO NOTHING
        """,  # noqa: S608 - names of our own tables
        count,
    )


def copy_events(count: int) -> None:
    """With their sessions, a year ahead so that none is over, and their sectors."""
    own = ["id", "translation_key", "slug", "titre", "live_revision_id", "latest_revision_id"]
    rest = _columns("evenements_evenement", own)
    _run(
        f"""
        WITH models AS (SELECT *, row_number() OVER (ORDER BY id) - 1 AS rank, count(*) OVER () AS total
                        FROM evenements_evenement WHERE live AND slug NOT LIKE 'mesure-%%')
        INSERT INTO evenements_evenement (translation_key, slug, titre, {rest})
        SELECT gen_random_uuid(), 'mesure-' || n || '-' || models.id,
               left(models.titre, 100) || ' ' || {_word("n")}, {rest}
        FROM generate_series(1, %s) AS n JOIN models ON models.rank = n %% models.total
        ON CONFLICT DO NOTHING
        """,  # noqa: S608
        count,
    )
    copies = """
        FROM evenements_evenement AS copy
        JOIN {table} AS link ON link.{owner} = split_part(copy.slug, '-', 3)::bigint
        WHERE copy.slug LIKE 'mesure-%%' AND NOT EXISTS (SELECT 1 FROM {table} AS own WHERE own.{owner} = copy.id)
    """
    sessions = copies.format(table="evenements_evenementsession", owner="evenement_id")
    _run(
        f"""
        INSERT INTO evenements_evenementsession (evenement_id, uid, debut, fin, precision, sort_order)
        SELECT copy.id, gen_random_uuid(), link.debut + interval '1 year', link.fin + interval '1 year',
               link.precision, link.sort_order
        {sessions}
        """
    )
    terms = copies.format(table="evenements_evenementsecteur", owner="content_object_id")
    _run(
        f"INSERT INTO evenements_evenementsecteur (content_object_id, tag_id) SELECT copy.id, link.tag_id {terms}"
    )


def grow(count: int) -> None:
    """About `count` documents: three établissements for one event, besides the demonstration."""
    copy_events(count // 4)
    copy_schools(count - count // 4)
    _run("ANALYZE")
