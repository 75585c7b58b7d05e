"""Times: what a question says about when, as a filter on dates."""
