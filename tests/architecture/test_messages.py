"""The interface in English: nothing is left in French, nothing is doubtful, what is compiled is what is written."""

import polib

from tests.architecture.messages import CATALOGUE, messages, untranslated


def test_messages_are_found() -> None:
    """The reader of messages itself: a template, a plural, a lazy one."""
    assert len(messages()) > 200


def test_every_message_has_its_translation() -> None:
    assert {text: where for (_context, text), where in untranslated().items()} == {}


def test_no_translation_is_doubtful() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    """Python reads the `.mo`; a machine without gettext cannot make it, so it is committed."""
    written = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural)
        for e in polib.pofile(str(CATALOGUE))
        if e.translated()
    }
    compiled = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural)
        for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    assert written == compiled
