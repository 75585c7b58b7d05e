"""Access: who can open the page, and what its responses let browsers do."""
