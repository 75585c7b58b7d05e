"""Access: who can open the page, and what browsers may do with its responses."""
