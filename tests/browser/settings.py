"""The settings of the tests, for the site that a browser visits: it writes its mails to nobody."""

from config.settings.test import *  # noqa: F403 - settings modules extend one another by design

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
