"""HTML for the page and for reports, with all text that is not ours escaped."""
