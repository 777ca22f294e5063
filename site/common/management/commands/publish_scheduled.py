"""`manage.py publish_scheduled`: in place of Wagtail's, which stops at the first refusal."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from common.publish_due import publish_due


class Command(WagtailCommand):
    help = "Publie et retire ce dont le moment est venu ; ce qui enfreint une règle est dit et laissé."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        publish_due()
