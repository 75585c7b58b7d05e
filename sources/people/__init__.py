"""People: names, titles and roles, and whom a name or a pronoun stands for."""
