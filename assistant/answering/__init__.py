"""Answering: the sentences of the record that answer a question, quoted and cited."""
