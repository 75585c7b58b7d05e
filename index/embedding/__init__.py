"""Embedding and entailment models."""
