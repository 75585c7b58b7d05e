"""Evaluation of answers: test sets, runs of a system on them, and measures."""
