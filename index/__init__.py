"""Where it is said: passages, vectors, words and the catalogue that keeps them consistent."""
