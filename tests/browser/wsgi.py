"""The site as the browser tests serve it: on the day that the seeded content was loaded for."""

import time_machine
from django.core.wsgi import get_wsgi_application

from tests.plugins.clock import NOW

time_machine.travel(NOW, tick=True).start()
application = get_wsgi_application()
