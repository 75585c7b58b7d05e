"""Exit codes of the command line, taken from sysexits.h where one fits."""

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
    ExitCode.OK: "success",
    ExitCode.NOT_IN_RECORD: "the archive has no clear answer or no match, or a measure failed its "
    "gate",
    ExitCode.DIFFERS: "the archive has different words or another speaker, disputes the quotation "
    "or contradicts a fact; or a receipt is no longer valid",
    ExitCode.UNDECIDED: "a person must decide: the words cannot be judged, are not in quotation "
    "marks or only in an unpublished or incomplete article, or a draft has no quotation; or no "
    "source was read within `status --max-age`",
    ExitCode.UNSURE: "the archive seems to attribute the words to somebody else: check who spoke",
    ExitCode.USAGE: "the command line is not valid",
    ExitCode.REFUSED: "an input was refused, or `verify` found a problem",
    ExitCode.NO_INPUT: "the archive, article, file or model does not exist",
    ExitCode.UNAVAILABLE: "the page cannot be served on that address and port, or a judge "
    "model cannot be reached",
    ExitCode.FAULT: "a bug in OnRecord",
    ExitCode.IO: "the disk is full, or a file in the archive is unusable",
    ExitCode.LOCKED: "another process is writing to the archive",
    ExitCode.CONFIGURATION: "a setting is wrong: a different model, no password, an invalid value",
    ExitCode.INTERRUPTED: "interrupted; everything stored so far is kept",
    ExitCode.PIPE_CLOSED: "the program that read the output exited",
}
