"""Training of the reader: its data, its recipe and the training loop."""
