"""The quote desk: check a quotation against the archive."""
