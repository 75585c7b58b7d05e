"""Cleaning: extract an article from the lines of a page."""
