"""How people see it: the command line and the page."""
