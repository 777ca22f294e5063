"""The analyst tunes the search, rebuilds its index and reads its board; the others see nothing of it."""

from common.roles import ALL, Role, grant
from search.models import IndexOperation, SearchDay, TuningChange, TuningRule

grant(Role.ANALYSTE, TuningRule, *ALL)
grant(Role.ANALYSTE, TuningChange, "view")
grant(Role.ANALYSTE, IndexOperation, "add", "view")
grant(Role.ANALYSTE, SearchDay, "view")
