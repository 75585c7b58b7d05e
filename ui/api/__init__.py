"""The HTTP interface for programs: its paths, bodies and refusals."""
