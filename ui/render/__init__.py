"""Rendering: answers, verdicts, articles and runs for each medium."""
