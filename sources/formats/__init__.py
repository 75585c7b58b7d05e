"""File formats: each module reads one format into pages."""
