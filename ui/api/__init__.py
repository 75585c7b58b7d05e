"""The HTTP interface for programs: its paths, request bodies and refusals."""
