"""HTML for the page and for reports, with every foreign word escaped."""
