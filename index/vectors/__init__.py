"""Vectors: the published Chroma generation, and an exact search of what is newer."""
