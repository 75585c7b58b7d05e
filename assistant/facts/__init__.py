"""Facts: check what a draft states outside its quotations."""
