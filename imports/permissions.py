"""The analyst imports; the others see nothing of it."""

from common.roles import ALL, Role, grant
from imports.models import FieldLock, ImportChange, ImportRun

for _model in (ImportRun, ImportChange, FieldLock):
    grant(Role.ANALYSTE, _model, *ALL)
