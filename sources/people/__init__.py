"""People: names, titles, roles, and resolution of names and pronouns to persons."""
