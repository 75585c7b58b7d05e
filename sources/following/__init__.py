"""Followed sources: feeds, sitemaps, pages and folders that are read repeatedly."""
