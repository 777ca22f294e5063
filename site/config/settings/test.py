"""What `./test` runs under: real services, no disk writes outside `.local/`."""

from config.settings.base import *  # noqa: F403 - settings modules extend one another by design

DEBUG = False
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PATTERNS_ENABLED = True
SERVE_MEDIA = True
SEARCH_TUNING_LISTENS = False
# A busy machine is no outage; the tests of outages set the real patience.
SEARCH_TIMEOUT = 20.0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
