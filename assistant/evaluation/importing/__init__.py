"""Import of external test sets."""
