"""The command line: `onrecord VERB`."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from assistant.errors import DraftUnusable, KeyUnusable, ModelUnusable, ReceiptUnreadable
from index.errors import ArchiveError
from sources.errors import SourceError
from ui.commands import VERBS
from ui.commands.options import named_path
from ui.commands.verb import ARCHIVE_HELP, add_verbs, set_off
from ui.composition import Composition
from ui.errors import NothingToRead
from ui.exit_code import MEANINGS, ExitCode
from ui.render.text.terminal import safe, say, tell
from ui.settings import Settings

EVALUATION = "eval"
GREETING = """\
OnRecord answers questions from a newsroom's archive, in the exact words of its articles.

  onrecord add articles/
  onrecord ask "How much was the train contract worth?"
  onrecord check "We will order 42 cars" --speaker "Dana Orlova"

Run `onrecord --help` to list the commands, `onrecord help` to list the topics of the manual,
or `onrecord serve` to use OnRecord in a browser."""
# Variables that a shell sets for completion: one for the request, and one for the typed line.
_COMPLETING, _LINES = "_ONRECORD_COMPLETE", ("_TYPER_COMPLETE_ARGS", "COMP_WORDS")
_LONGEST_SHOWN = 80
_HELP = frozenset(("-h", "--help"))
_VERSION = "--version"


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


def onrecord(
    context: typer.Context,
    archive: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            parser=named_path,
            help=ARCHIVE_HELP,
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            _VERSION, callback=_say_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Ask questions of a newsroom's archive. Every answer cites exact words in its articles."""
    if context.invoked_subcommand is None:
        say(GREETING)
        return
    parts = Composition(Settings())
    context.obj = parts if archive is None else parts.at(archive)


def command_line(arguments: Sequence[str] | None = None) -> typer.Typer:
    """Return the program with the verbs that the arguments may call, or with all if None.

    Each run needs at most one verb, and loading the dependencies of all of them would take time.
    """
    app = typer.Typer(
        name="onrecord",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=set_off(
            "Exit codes", (f"{c.value:>3}  {meaning}" for c, meaning in MEANINGS.items())
        ),
    )
    app.callback(invoke_without_command=True)(onrecord)
    every = {EVALUATION, *(verb.name for verb in VERBS)}
    given = {*(arguments or ()), *_completed()}
    without_verb = arguments is not None and given <= {_VERSION} and _COMPLETING not in os.environ
    meant = every if given & _HELP else given & every
    if not (meant or without_verb):
        meant = every
    add_verbs(app, (verb for verb in VERBS if verb.name in meant))
    if EVALUATION in meant:
        app.add_typer(resolve_name("ui.commands.eval_run:app"), name=EVALUATION)
    return app


def _completed() -> list[str]:
    """Return the finished words of the line to complete, or [] outside of shell completion."""
    if _COMPLETING not in os.environ:
        return []
    return next(filter(None, map(os.environ.get, _LINES)), "").split()[1:-1]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Error messages go to standard error."""
    try:
        code = _invoked(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The program that read the output has exited, so discard the rest without a message.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PIPE_CLOSED
    except (KeyboardInterrupt, typer.Abort):
        tell("\nInterrupted. Everything stored so far is kept.")
        return ExitCode.INTERRUPTED
    except ValidationError as error:
        return _failed(_settings_message(error), ExitCode.CONFIGURATION)
    except ArchiveError as error:
        return _failed(str(error), error.exit_code)
    except ModelUnusable as error:
        return _failed(str(error), ExitCode.CONFIGURATION)
    except (DraftUnusable, KeyUnusable, ReceiptUnreadable) as error:
        return _failed(str(error), ExitCode.REFUSED)
    except SourceError as error:  # from the aliases file
        return _failed(f"{error}.", ExitCode.CONFIGURATION)
    except NothingToRead as error:
        return _failed(str(error), ExitCode.NO_INPUT)
    except OSError as error:
        return _failed(_system_message(error), ExitCode.IO)
    except Exception:  # noqa: BLE001 - the outermost level: 1 would mean "not in the record"
        traceback.print_exc()
        return _failed(
            "This is a bug in OnRecord. Please report it with the lines above.", ExitCode.FAULT
        )
    return code


def _invoked(arguments: Sequence[str]) -> int:
    command: Any = typer.main.get_command(command_line(arguments))
    command._main_shell_completion({}, "onrecord")  # exits if a shell asks for completion
    try:
        # If Typer called these two itself, every error would become exit code 1 or 2.
        with command.make_context("onrecord", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.TyperException as error:
        _show_usage(error)
        return ExitCode.USAGE
    return ExitCode.OK


def _show_usage(error: typer.TyperException) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        tell(context.get_usage())
    tell(safe(f"onrecord: {error.format_message()}"))
    if context is not None:
        tell(f"For options and examples, run `{context.command_path} --help`.")


def _settings_message(error: ValidationError) -> str:
    first = error.errors()[0]
    if not first["loc"]:  # the message names the setting
        return f"{first['msg']}."
    name = f"ONRECORD_{'_'.join(map(str, first['loc'])).upper()}"
    value = repr(first["input"])
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return f"{name} is {shown}, which is not valid: {first['msg']}. Change it or unset it."


def _system_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Check the path, its permissions and the disk."


def _failed(message: str, code: int) -> int:
    tell(safe(f"onrecord: {message}"))
    return code


def main() -> None:
    """Run the command that this process was started with, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal or pipe may not support all characters
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    # Otherwise Python runs several garbage collections over all loaded objects at exit.
    gc.freeze()
    sys.exit(code)
