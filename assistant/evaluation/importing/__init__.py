"""Test sets of others, read into the form of ours."""
