"""Formats of files: one module reads one format into pages."""
