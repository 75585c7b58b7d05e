"""Tests that the time of a piece of work grows no faster than the length of its input."""
