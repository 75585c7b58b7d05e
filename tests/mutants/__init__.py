"""Mutation testing: change a module in one place and see whether its tests notice."""
