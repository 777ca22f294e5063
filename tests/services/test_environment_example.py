"""`.env.example` names every variable of the settings, and no other."""

import re

from config.env import env
from tests.plugins.run import ROOT


def test_it_names_every_variable_of_the_settings():
    text = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)) == set(env.scheme)
