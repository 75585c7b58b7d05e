"""Purging: articles removed for good, and the proof that nothing of them is left."""
