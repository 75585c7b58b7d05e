"""Retrieval, evidence, and answers made of cited quotations."""
