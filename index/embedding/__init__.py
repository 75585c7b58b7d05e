"""Embedding: the models that turn text into vectors, and those that judge entailment."""
