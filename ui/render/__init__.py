"""Rendering: answers, verdicts, articles and runs as text, HTML, Markdown and JSON."""
