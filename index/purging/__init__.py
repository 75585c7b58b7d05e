"""Purging: delete articles for good, and prove that nothing of them is left."""
