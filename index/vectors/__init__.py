"""Vectors: the published Chroma generation, and exact search of newer passages."""
