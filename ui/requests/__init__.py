"""What people and programs can ask of an archive, whichever way they reach it."""
