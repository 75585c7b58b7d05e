"""The catalogue: the SQLite database that is the truth about an archive."""
