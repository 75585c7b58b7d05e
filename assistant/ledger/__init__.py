"""The ledger: whether the words that a written sentence cites support it."""
