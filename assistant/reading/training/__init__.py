"""How the reader is trained: its data, its recipe and the loop that runs it."""
