"""Every change of a rule: written with its history in one transaction, in force everywhere a moment later."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from search.tuning.checking import check
from search.tuning.contents import Content, content_of
from search.tuning.live import announce
from search.tuning.models import TuningChange, TuningRule


class RefusedError(Exception):
    """The change is not made; the message says why."""


class ChangedMeanwhileError(RefusedError):
    """Somebody else saved the rule first."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette règle a été changée entre-temps par une autre personne : relisez-la, puis recommencez.")
        )


@transaction.atomic
def save(
    content: Content,
    language: str,
    by: Any,
    *,
    rule: TuningRule | None = None,
    undoes: TuningChange | None = None,
) -> TuningRule:
    """Create a rule, or change `rule` if it still is what was read."""
    before = _locked(rule).content if rule is not None else None
    saved = rule or TuningRule(kind=content.kind)
    saved.language, saved.key, saved.label = language, content.key, content.label
    saved.content, saved.updated_by = content.write(), by
    saved.version = saved.version + 1 if rule else 1
    if before == saved.content:
        return saved
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise RefusedError(_("Une règle identique vient d’être enregistrée.")) from error
    _record(saved, before, saved.content, by, undoes)
    return saved


@transaction.atomic
def remove(rule: TuningRule, by: Any, *, undoes: TuningChange | None = None) -> None:
    before = _locked(rule).content
    _record(rule, before, None, by, undoes)
    TuningRule.objects.filter(pk=rule.pk).delete()


def _locked(rule: TuningRule) -> TuningRule:
    try:
        return TuningRule.objects.select_for_update().get(pk=rule.pk, version=rule.version)
    except TuningRule.DoesNotExist as error:
        raise ChangedMeanwhileError from error


def _record(rule: TuningRule, before: Any, after: Any, by: Any, undoes: TuningChange | None) -> None:
    TuningChange.objects.create(
        rule=rule.pk,
        kind=rule.kind,
        language=rule.language,
        label=rule.label,
        before=before,
        after=after,
        by=by,
        undoes=undoes,
    )
    announce()


@transaction.atomic
def undo(change: TuningChange, by: Any) -> None:
    """Put back what was before `change`, when nothing else has changed the rule since."""
    rule = TuningRule.objects.select_for_update().filter(pk=change.rule).first()
    if (rule.content if rule else None) != change.after:
        raise RefusedError(
            _("Cette règle a changé depuis : annulez d’abord son changement le plus récent, ou modifiez-la.")
        )
    if change.before is None:
        if rule is not None:
            remove(rule, by, undoes=change)
        return
    content = content_of(change.kind, change.before)
    errors = check(content, change.language, rule.pk if rule else None)
    if errors:
        raise RefusedError(" ".join(text for texts in errors.values() for text in texts))
    save(content, change.language, by, rule=rule or None, undoes=change)
