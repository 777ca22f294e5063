"""Settings for the type checker alone: it imports the models and connects to nothing."""

import os

os.environ.setdefault("SECRET_KEY", "types")
os.environ.setdefault("DATABASE_URL", "postgres:///types")
os.environ.setdefault("ELASTICSEARCH_URL", "http://127.0.0.1:9")

from config.settings.test import *  # noqa: F403 - the environment comes first
