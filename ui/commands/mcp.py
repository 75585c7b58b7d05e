"""`onrecord mcp`: serve the tools to another program's chat model."""

from __future__ import annotations

import sys

import typer

from ui.commands.options import composition
from ui.render.text.terminal import tell


def serve_tools(context: typer.Context) -> None:
    """Let another program's chat model use the archive (MCP).

    The program starts this command and talks to it over standard input and output, until the
    program exits. The tools are ask, search, check and show, and they are read-only.
    """
    parts = composition(context)
    archive = parts.archive
    from ui.mcp_server import serve as serve_mcp  # noqa: PLC0415 - mcp: a second
    from ui.requests.newsroom import acts  # noqa: PLC0415 - a third of a second

    if sys.stdin.isatty():
        tell("This command is for programs that speak MCP. Press Ctrl-D to stop.")
    serve_mcp(acts(parts.newsroom(archive)))
