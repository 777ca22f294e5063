"""The one index definition: analysis, mapping, and what it asks of the server."""
