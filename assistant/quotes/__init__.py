"""The quote desk: a quotation set against the record, and the verdict on it."""
