"""HTML for the page and for reports, with all text from elsewhere escaped."""
