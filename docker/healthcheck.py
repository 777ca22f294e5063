"""Whether the web server of this container answers; nginx's own headers are given, or it would be sent to TLS."""

import os
import sys
import urllib.request

HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}

try:
    request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers=HEADERS)
    with urllib.request.urlopen(request, timeout=4) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except OSError as error:
    sys.exit(f"no answer: {error}")
