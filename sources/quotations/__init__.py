"""Quotations: detection of quoted and reported speech, and attribution to speakers."""
