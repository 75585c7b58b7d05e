"""Conversations: one visitor's questions and answers, kept and restored."""
