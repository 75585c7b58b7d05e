"""Articles: reading, cleaning, and splitting into sentences."""
