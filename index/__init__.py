"""The archive's index: passages, vectors, words and the catalogue that keeps them consistent."""
