"""Times in a question, as a filter on dates."""
