"""The reader: a small trained model for answers, support of claims and follow-ups."""
