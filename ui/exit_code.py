"""Exit codes of the command line, after sysexits.h where it has one."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of a command, for the program that started it."""

    OK = 0
    NOT_IN_RECORD = 1
    DIFFERS = 2
    UNDECIDED = 3
    UNSURE = 4
    USAGE = 64
    REFUSED = 65
    NO_INPUT = 66
    UNAVAILABLE = 69
    FAULT = 70
    IO = 74
    LOCKED = 75
    CONFIGURATION = 78
    INTERRUPTED = 130
    PIPE_CLOSED = 141


MEANINGS = {
    ExitCode.OK: "done",
    ExitCode.NOT_IN_RECORD: "the archive has no clear answer, nothing was found, or a gated "
    "measure fell",
    ExitCode.DIFFERS: "the archive has other words or another speaker, disputes the quotation or "
    "contradicts a fact, or a receipt no longer holds",
    ExitCode.UNDECIDED: "a person must decide: the words cannot be judged or are not in quotation "
    "marks, or a draft has no quotation; or no source was read within `status --max-age`",
    ExitCode.UNSURE: "the archive seems to give the words to somebody else: check who spoke",
    ExitCode.USAGE: "the command was not understood",
    ExitCode.REFUSED: "something was refused, or `verify` found a problem",
    ExitCode.NO_INPUT: "there is no such archive, article, file or model",
    ExitCode.UNAVAILABLE: "the page cannot be served on that address and port, or a judge "
    "cannot be reached",
    ExitCode.FAULT: "a bug in OnRecord",
    ExitCode.IO: "the disk is full, or a file of the archive is unusable",
    ExitCode.LOCKED: "another process is writing to the archive",
    ExitCode.CONFIGURATION: "a setting is wrong: another model, no password, an invalid value",
    ExitCode.INTERRUPTED: "interrupted; what was stored is kept",
    ExitCode.PIPE_CLOSED: "the program that read the output exited",
}
