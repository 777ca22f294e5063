"""How well questions are answered: judged questions, measures, and the report of `manage.py search_relevance`."""
