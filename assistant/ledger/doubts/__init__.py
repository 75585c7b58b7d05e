"""Doubts: what of a written sentence the words that it cites do not bear out, kind by kind."""
