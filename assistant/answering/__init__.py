"""Answers by quotation: the sentences of the archive that answer a question, with citations."""
