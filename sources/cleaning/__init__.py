"""Cleaning: from the lines of a page to an article without the page around it."""
