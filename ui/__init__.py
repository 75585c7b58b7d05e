"""The user interface: the command line, the page, the HTTP interface and the MCP server."""
