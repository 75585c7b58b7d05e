"""`onrecord serve`: serve the web page."""

from __future__ import annotations

import errno
import secrets
import socket
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.wording import holdings
from ui.commands.options import composition, named_path
from ui.composition import Composition
from ui.conversations.example_questions import examples
from ui.exit_code import ExitCode
from ui.followed_sources import command_of
from ui.following_process import FollowingProcess
from ui.path import why_not_writable
from ui.render.text.terminal import safe, tell
from ui.settings import Settings
from ui.slow_step import slow_step

if TYPE_CHECKING:
    from fastapi import FastAPI


def _refuse_password(given: str | None) -> None:
    if given is not None:
        raise typer.BadParameter(
            "Other users of this machine can see command arguments. Set ONRECORD_PASSWORD, or "
            "write the password to a file and use --password-file FILE."
        )


def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The address to serve on.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to serve on.")
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            parser=named_path,
            help="Ask visitors for the password in this file.",
        ),
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Admit only visitors who open the printed link.")
    ] = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Also read the followed sources, in another process.")
    ] = False,
    _password: Annotated[
        str | None, typer.Option("--password", hidden=True, callback=_refuse_password)
    ] = None,
) -> None:
    """Serve OnRecord as a web page, until interrupted.

    By default, only this machine can open the page. Any other address requires a password, from
    ONRECORD_PASSWORD or from a file.
    """
    named = None if password_file is None else str(password_file)
    parts = composition(context).changed(host=host, port=port, password_file=named)
    settings = parts.settings
    token = secrets.token_urlsafe() if link else ""
    open_to_all = _check_entry(settings, token)
    _check_runs(parts)
    _check_address(settings.host, settings.port)
    archive = parts.archive_to_fill
    with slow_step("Opening the archive"):
        archive.create()  # opening it for writing also completes an interrupted purge
    tell("Starting ...")
    following = FollowingProcess(command_of(settings.archive)) if follow else None
    app = _app(parts, following, token)
    from ui.app import serve as serve_page  # noqa: PLC0415 - gradio: seconds

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}" + (f"/?token={token}" if token else "")
    tell(f"OnRecord is running at {address} (press Ctrl-C to stop).")
    if open_to_all:
        tell(
            "Every user of this machine can open the page, and add and remove articles. "
            f"`{safe(parts.program)} serve --link` admits only people with a secret link."
        )
    tell(safe(_contents(parts)))
    with following.running() if following else nullcontext():
        serve_page(app, settings.host, settings.port)


def _app(parts: Composition, following: FollowingProcess | None, token: str) -> FastAPI:
    archive = parts.archive_to_fill
    with slow_step("Loading the models that read questions and articles"):
        newsroom = parts.newsroom(archive)
    with slow_step("Importing Gradio, which builds the page"):
        from ui.app import Room, build_app  # noqa: PLC0415 - gradio: seconds
    with slow_step("Choosing example questions"):
        asked = examples(archive, newsroom.chain)
    with slow_step("Building the page"):
        room = Room(archive, newsroom, parts.runs, parts.program, parts.ledger, following)
        return build_app(room, parts.settings, asked, token)


def _contents(parts: Composition) -> str:
    scope = parts.archive_to_fill.scope()
    folder = parts.settings.archive
    if scope.articles:
        return f"The archive {folder} holds {holdings(scope)}."
    return (
        f"The archive {folder} is empty. Add articles on the page, or with "
        f"`{parts.program} add FOLDER`."
    )


def _check_entry(settings: Settings, token: str) -> bool:
    """Exit early with a message if the password or the link is not usable.

    Return True if the page is open to everyone who can reach the address.
    """
    from ui.access.login import OpenEntry  # noqa: PLC0415 - starlette, which no other verb needs
    from ui.access.password import PasswordUnusable, others_can_read  # noqa: PLC0415 - the same
    from ui.web import LinkUnusable, PasswordMissing, entry_of  # noqa: PLC0415 - the same

    try:
        entry = entry_of(settings, token)
        if others_can_read(settings):
            tell(
                f"Other users of this machine can read the password in "
                f"{safe(str(settings.password_file))}. Protect it with `chmod 600`."
            )
        return isinstance(entry, OpenEntry)
    except (LinkUnusable, PasswordMissing, PasswordUnusable) as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.CONFIGURATION) from error


def _check_runs(parts: Composition) -> None:
    """Exit early with a message if the folder for runs is not writable."""
    if parts.settings.runs and (problem := why_not_writable(parts.runs)):
        tell(
            safe(
                f"onrecord: ONRECORD_RUNS is {parts.settings.runs}, but {problem} Choose a "
                "writable folder, or unset ONRECORD_RUNS."
            )
        )
        raise typer.Exit(ExitCode.CONFIGURATION)


def _check_address(host: str, port: int) -> None:
    """Exit early with a message if the address is in use, or is not one of this machine."""
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
            f"Port {port} on {host} is in use, perhaps by OnRecord itself. Choose another one: "
            f"`onrecord serve --port {port + 1 if port < 65535 else 7860}`."
        )
    if error.errno == errno.EACCES:
        return f"You are not allowed to use port {port}. Choose a port from 1024 upwards."
    said = error.strerror or error
    return f"{host} is not an address of this machine ({said}). Serve on 127.0.0.1."
