"""Intake: read and analyse files before they enter the archive."""
