"""Doubts: the parts of a written sentence that its citations do not support, by kind."""
