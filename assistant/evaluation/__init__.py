"""Measuring answers: test sets, what a system made of them, and how good that was."""
