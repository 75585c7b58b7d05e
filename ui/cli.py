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
from ui.composition import Composition
from ui.errors import NothingToRead
from ui.exit_code import MEANINGS, ExitCode
from ui.options import named_path
from ui.printing import safe, tell
from ui.settings import Settings
from ui.verb import Verb, add_verbs, set_off

VERBS = (
    Verb(
        "add",
        "ui.commands.add:add",
        (
            "onrecord add articles/",
            'onrecord add page.txt --outlet "The Steppe Courier" --date 2024-06-13',
            "onrecord add articles/ --sync --dry-run",
        ),
    ),
    Verb(
        "ask",
        "ui.commands.ask:ask",
        (
            'onrecord ask "How much was the train contract worth?"',
            'onrecord ask "Who signed it?" --outlet "The Steppe Courier" --since 2024-06',
            'onrecord ask "And when will it run?" --after "How much was the contract worth?"',
            'onrecord ask "When will the summit be held?" --json',
            'onrecord ask "Why was it put off?" --model anthropic:claude-sonnet-4-5',
        ),
    ),
    Verb(
        "check",
        "ui.commands.check:check",
        (
            'onrecord check "We will order 42 cars" --speaker "Dana Orlova"',
            'onrecord check "We will order 42 cars" --receipt cars.json',
            "onrecord check --draft story.md --receipt story-receipt.md",
            "onrecord check --draft story.md --facts --receipt story.json --sign desk.key",
            "pandoc story.docx -t plain | onrecord check --draft - --json",
        ),
    ),
    Verb(
        "verify-receipt",
        "ui.commands.verify_receipt:verify_receipt",
        (
            "onrecord verify-receipt cars.json",
            "onrecord verify-receipt cars.json --json",
            "onrecord verify-receipt story.json --draft story.md --public-key desk.key.pub",
        ),
    ),
    Verb("make-key", "ui.commands.make_key:make_key", ("onrecord make-key desk.key",)),
    Verb(
        "search",
        "ui.commands.search:search",
        (
            'onrecord search "high-speed train contract"',
            'onrecord search "Who builds the trains?" --read',
            'onrecord search "critical minerals" --limit 3 --since 2024 --until 2024-06',
            'onrecord search "고속철도" --language ko --json',
        ),
    ),
    Verb(
        "show",
        "ui.commands.show:show",
        (
            "onrecord show steppe-courier-greenhouses.txt",
            "onrecord show 0123456789abcdef --span 120:240",
            "onrecord show page.txt --removed",
        ),
    ),
    Verb(
        "list",
        "ui.commands.list:list_articles",
        (
            "onrecord list",
            "onrecord list train --since 2024-06",
            'onrecord list --outlet "The Steppe Courier" --limit 20 --json',
        ),
    ),
    Verb(
        "remove",
        "ui.commands.remove:remove",
        (
            "onrecord remove 0123456789abcdef",
            "onrecord remove 0123456789abcdef fedcba9876543210 --yes",
        ),
    ),
    Verb(
        "purge",
        "ui.commands.purge:purge",
        (
            "onrecord purge 0123456789abcdef --dry-run",
            "onrecord purge 0123456789abcdef fedcba9876543210 --yes",
            "onrecord purge --list",
        ),
    ),
    Verb("status", "ui.commands.status:status", ("onrecord status", "onrecord status --json")),
    Verb("verify", "ui.commands.verify:verify", ("onrecord verify", "onrecord verify --json")),
    Verb(
        "rebuild",
        "ui.commands.rebuild:rebuild",
        (
            "onrecord rebuild",
            "ONRECORD_EMBEDDING_MODEL=/models/e5-small onrecord rebuild --embed",
        ),
    ),
    Verb(
        "serve",
        "ui.commands.serve:serve",
        (
            "onrecord serve",
            "onrecord serve --port 8000",
            "onrecord serve --link",
            "ONRECORD_PASSWORD=... onrecord serve --host 0.0.0.0",
        ),
    ),
    Verb(
        "mcp",
        "ui.commands.mcp:serve_tools",
        (
            "onrecord mcp",
            "onrecord --archive /srv/newsroom mcp",
            "claude mcp add onrecord -- onrecord mcp",
        ),
    ),
)


EVALUATION = "eval"
_LONGEST_SHOWN = 80
_HELP = frozenset(("-h", "--help"))


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
            help="The archive's folder; ONRECORD_ARCHIVE sets it too.",
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Ask a newsroom's archive: every sentence of an answer points at exact words in an article."""
    settings = Settings()
    if archive is not None:
        settings = settings.model_copy(update={"archive": archive.expanduser()})
    context.obj = Composition(settings, named_archive=archive is not None)


def command_line(arguments: Sequence[str] = ()) -> typer.Typer:
    """Return the program with all verbs, or only with those that some arguments may call.

    What a verb works with takes time to load, and one is all that a command needs.
    """
    app = typer.Typer(
        name="onrecord",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=set_off(
            "Exit codes", (f"{c.value:>3}  {meaning}" for c, meaning in MEANINGS.items())
        ),
    )
    app.callback()(onrecord)
    given = {*arguments}
    meant = given & {EVALUATION, *(verb.name for verb in VERBS)}
    if not meant or given & _HELP:
        meant = {EVALUATION, *(verb.name for verb in VERBS)}
    add_verbs(app, (verb for verb in VERBS if verb.name in meant))
    if EVALUATION in meant:
        app.add_typer(resolve_name("ui.evaluating:app"), name=EVALUATION)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; the messages of errors go to standard error."""
    try:
        code = _invoked(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has ended; what is left of it goes nowhere, and silently.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PIPE_CLOSED
    except (KeyboardInterrupt, typer.Abort):
        tell("\nInterrupted. Nothing that was already stored is lost.")
        return ExitCode.INTERRUPTED
    except ValidationError as error:
        return _failed(_settings_message(error), ExitCode.CONFIGURATION)
    except ArchiveError as error:
        return _failed(str(error), error.exit_code)
    except ModelUnusable as error:
        return _failed(str(error), ExitCode.CONFIGURATION)
    except (DraftUnusable, KeyUnusable, ReceiptUnreadable) as error:
        return _failed(str(error), ExitCode.REFUSED)
    except SourceError as error:  # the file of aliases
        return _failed(f"{error}.", ExitCode.CONFIGURATION)
    except NothingToRead as error:
        return _failed(str(error), ExitCode.NO_INPUT)
    except OSError as error:
        return _failed(_system_message(error), ExitCode.IO)
    except Exception:  # noqa: BLE001 - the edge of the program: 1 would mean "not in the record"
        traceback.print_exc()
        return _failed(
            "This is a fault in OnRecord; please report the lines above.", ExitCode.FAULT
        )
    return code


def _invoked(arguments: Sequence[str]) -> int:
    command: Any = typer.main.get_command(command_line(arguments))
    try:
        # What typer itself does around these two would turn each error into exit code 1 or 2.
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
        if getattr(error, "option_name", "") == "--archive":
            tell(f"It stands before the verb: `onrecord --archive DIR {context.info_name}`.")
        tell(f"Examples: `{context.command_path} --help`")


def _settings_message(error: ValidationError) -> str:
    first = error.errors()[0]
    name = f"ONRECORD_{'_'.join(map(str, first['loc'])).upper()}"
    value = repr(first["input"])
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return f"The setting {name} has the value {shown}: {first['msg']}. Correct it."


def _system_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Check the disk and the permissions."


def _failed(message: str, code: int) -> int:
    tell(safe(f"onrecord: {message}"))
    return code


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal or pipe may know fewer letters than we
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    # Else Python looks through all that was loaded for cycles, several times, as it ends.
    gc.freeze()
    sys.exit(code)
