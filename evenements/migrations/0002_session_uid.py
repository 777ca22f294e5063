"""Each session is named for calendars. Revisions and translations are told the name, so that publishing keeps it."""

import uuid
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


def share_names(apps: Any, _schema_editor: Any) -> None:
    """A date told in two languages is one date: translations take the name of the French session."""
    session = apps.get_model("evenements", "EvenementSession")
    sources = {
        (key, start): uid
        for key, start, uid in session.objects.filter(evenement__locale__language_code="fr").values_list(
            "evenement__translation_key", "debut", "uid"
        )
    }
    translated = session.objects.exclude(evenement__locale__language_code="fr").select_related("evenement")
    for row in translated.iterator():
        uid = sources.get((row.evenement.translation_key, row.debut))
        if uid:
            session.objects.filter(pk=row.pk).update(uid=uid)


def name_in_revisions(apps: Any, _schema_editor: Any) -> None:
    """A draft written before this migration would give its dates new names once published."""
    session = apps.get_model("evenements", "EvenementSession")
    revision = apps.get_model("wagtailcore", "Revision")
    names = {pk: str(uid) for pk, uid in session.objects.values_list("pk", "uid")}
    drafts = revision.objects.filter(content_type__app_label="evenements", content_type__model="evenement")
    for row in drafts.only("pk", "content").iterator(chunk_size=200):
        sessions = row.content.get("sessions") or []
        for one in sessions:
            one.setdefault("uid", names.get(one.get("pk")) or str(uuid.uuid4()))
        if sessions:
            revision.objects.filter(pk=row.pk).update(content=row.content)


class Migration(migrations.Migration):
    dependencies = [
        ("evenements", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        # A name by row from the database itself: the previous version of the site goes on adding sessions.
        migrations.AddField(
            model_name="evenementsession",
            name="uid",
            field=models.UUIDField(
                db_default=RandomUUID(), default=uuid.uuid4, editable=False, verbose_name="identifiant"
            ),
        ),
        migrations.RunPython(share_names, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(name_in_revisions, migrations.RunPython.noop, elidable=True),
    ]
