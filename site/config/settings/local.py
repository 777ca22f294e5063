"""A developer's machine: what `./run` starts."""

from config.env import ROOT, env
from config.settings.base import *  # noqa: F403 - settings modules extend one another by design

ALLOWED_HOSTS = ["*"]
if env("EMAIL_URL"):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ROOT / ".local" / "mails"
SERVE_MEDIA = True
SEARCH_JOURNAL_WRITES = True
PATTERNS_ENABLED = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
