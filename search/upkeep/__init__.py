"""Rebuild and rollback of the index from the back-office, with their progress."""
