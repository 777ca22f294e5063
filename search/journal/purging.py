"""How long counts are kept."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from search.journal.models import (
    EmbedDay,
    JournalFile,
    QuestionDay,
    QuestionFollow,
    SearchDay,
    SearchedQuestion,
)

#: A question that never became common is forgotten, hash and counts, this long after it was last asked.
RARE_KEPT = timedelta(days=60)
#: Everything else: two school years can be compared.
COUNTS_KEPT = timedelta(days=760)
#: Names of pieces of journal, needed only until the file is erased.
FILES_KEPT = timedelta(days=30)


@transaction.atomic
def purge() -> dict[str, int]:
    """Rows erased, by what they were. Totals by day stay right: they do not hang on questions."""
    now = timezone.now()
    oldest = timezone.localdate() - COUNTS_KEPT
    old_days = sum(
        model.objects.filter(day__lt=oldest).delete()[0]
        for model in (QuestionDay, QuestionFollow, SearchDay, EmbedDay)
    )
    rare = SearchedQuestion.objects.filter(text="", last_hour__lt=now - RARE_KEPT)
    forgotten = rare.count()
    rare.delete()
    gone = SearchedQuestion.objects.filter(last_hour__lt=now - COUNTS_KEPT)
    forgotten += gone.count()
    gone.delete()
    files = JournalFile.objects.filter(read_at__lt=now - FILES_KEPT).delete()[0]
    return {"questions": forgotten, "jours": old_days, "fichiers": files}
