"""The requests that people and programs can make of an archive, through any interface."""
