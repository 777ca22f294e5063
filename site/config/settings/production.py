"""The public site, behind nginx, over TLS."""

from config.env import env
from config.settings.base import *  # noqa: F403 - settings modules extend one another by design

DEBUG = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
WAGTAIL_2FA_REQUIRED = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]  # noqa: F405
vars().update(env.email("EMAIL_URL"))
