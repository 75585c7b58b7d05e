"""`onrecord mcp`: serve the tools to another program's chat model."""

from __future__ import annotations

import sys

import typer

from ui.commands.options import composition
from ui.render.text.terminal import tell


def serve_tools(context: typer.Context) -> None:
    """Offer ask, search, check and show to a program's chat model, over MCP.

    The program starts this command and communicates over standard input and output. The command
    ends when the program does. The tools are read-only.
    """
    parts = composition(context)
    archive = parts.archive
    from ui.mcp_server import serve as serve_mcp  # noqa: PLC0415 - mcp: a second
    from ui.requests.newsroom import acts  # noqa: PLC0415 - a third of a second

    if sys.stdin.isatty():
        tell("This is for programs that speak MCP, and waits for one to write (Ctrl-D ends it).")
    serve_mcp(acts(parts.newsroom(archive)))
