"""Intake: files read and analysed on their way into the archive."""
