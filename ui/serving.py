"""The verbs that serve: the page to people, and the tools to programs."""

from __future__ import annotations

import errno
import socket
import sys
from typing import Annotated

import typer

from assistant.wording import holdings
from ui.composition import Composition
from ui.examples import examples
from ui.exit_code import ExitCode
from ui.options import composition
from ui.printing import safe, tell
from ui.settings import Settings


def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Serve on this address.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Serve on this port.")] = None,
    password: Annotated[
        str | None,
        typer.Option(help="Ask for it. Others on this machine see it; ONRECORD_PASSWORD is safer."),
    ] = None,
) -> None:
    """Serve the page on this machine, until interrupted.

    Any address but this machine's own needs a password.
    """
    parts = composition(context).changed(host=host, port=port, password=password)
    settings = parts.settings
    _check_password(settings)
    _check_address(settings.host, settings.port)
    archive = parts.archive_to_fill
    archive.create()  # as a writer, which also finishes a purge that was interrupted
    tell("Starting ...")
    chain = parts.chain(archive)
    from ui.app import Room, build_app  # noqa: PLC0415 - gradio: seconds
    from ui.app import serve as serve_page  # noqa: PLC0415 - the same

    room = Room(
        archive,
        chain,
        parts.desk(archive),
        parts.runs,
        parts.program,
        judge=parts.ledger,
        writers=tuple(parts.writers),
    )
    app = build_app(room, settings, examples(archive, chain))
    address = f"[{settings.host}]" if ":" in settings.host else settings.host
    tell(f"OnRecord is served on http://{address}:{settings.port} (Ctrl-C ends it).")
    tell(safe(_contents(parts)))
    serve_page(app, settings.host, settings.port)


def serve_tools(context: typer.Context) -> None:
    """Offer asking, searching and checking to a program's chat model, over MCP.

    The program starts this command, and speaks with it over standard input and output; it ends
    when the program does. The tools only read.
    """
    parts = composition(context)
    archive = parts.archive
    from ui.mcp_server import serve as serve_mcp  # noqa: PLC0415 - mcp: a second
    from ui.toolbox import Toolbox  # noqa: PLC0415 - pydantic's fields, which no other verb needs

    if sys.stdin.isatty():
        tell("This is for programs that speak MCP, and waits for one to write (Ctrl-D ends it).")
    serve_mcp(Toolbox(archive, parts.chain(archive), parts.desk(archive), parts.search))


def _contents(parts: Composition) -> str:
    scope = parts.archive_to_fill.scope()
    folder = parts.settings.archive
    if scope.articles:
        return f"The archive {folder} holds {holdings(scope)}."
    return (
        f"The archive {folder} is empty: add articles on the page, or with "
        f"`{parts.program} add FOLDER`."
    )


def _check_password(settings: Settings) -> None:
    """Say that a password is missing before anything slow happens."""
    from ui.protection import LOOPBACK  # noqa: PLC0415 - starlette, which no other verb needs

    if settings.host not in LOOPBACK and not settings.password:
        tell(
            f"onrecord: Serving on {settings.host} would open the archive to everyone who can "
            "reach this machine. Set ONRECORD_PASSWORD, or serve on 127.0.0.1."
        )
        raise typer.Exit(ExitCode.CONFIGURATION)


def _check_address(host: str, port: int) -> None:
    """Say that an address is taken or not this machine's before anything slow happens."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        tell(f"onrecord: {_reason(host, port, error)}")
        raise typer.Exit(ExitCode.UNAVAILABLE) from error


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is in use, perhaps by OnRecord itself. Choose another one: "
            f"`onrecord serve --port {port + 1 if port < 65535 else 7860}`."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have. Choose one from 1024 on."
    said = error.strerror or error
    return f"{host} is no address of this machine ({said}). Serve on 127.0.0.1."
