"""The requests that people and programs can make, the same through every interface."""
