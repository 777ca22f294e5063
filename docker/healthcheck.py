"""Whether the web server of this container answers; nginx's own headers are given, or it would be sent to TLS."""

import http.client
import os
import sys

HEADERS = {"Host": os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0], "X-Forwarded-Proto": "https"}

try:
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/healthz", headers=HEADERS)
    sys.exit(0 if connection.getresponse().status == 200 else 1)
except OSError as error:
    sys.exit(f"no answer: {error}")
