"""Test sets made from an archive by rules, without a model."""
