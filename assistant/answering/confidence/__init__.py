"""The probability that a sentence answers, from the reader, the rank and exact checks."""
