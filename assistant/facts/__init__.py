"""Facts: what a draft states outside its quotations, set against the record."""
