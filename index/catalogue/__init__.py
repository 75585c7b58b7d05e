"""The catalogue: the SQLite database that is the archive's source of truth."""
