"""Conversations: questions and answers of one visitor, kept and restored."""
