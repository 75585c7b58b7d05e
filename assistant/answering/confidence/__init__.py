"""Confidence: how likely a sentence answers, from the reader, its rank and the exact checks."""
