"""Answers written by a chat model, each sentence with citations."""
