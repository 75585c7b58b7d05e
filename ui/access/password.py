"""The page's password: where it is read from, and how strong it must be."""

from __future__ import annotations

import stat
from pathlib import Path

from zxcvbn import zxcvbn

from sources.errors import Unreadable
from sources.files import content
from ui.settings import Settings

# An attacker who does not wait for responses is limited only by the server, which handles 2,600
# guesses a second. At that rate this many guesses take twelve years.
FEWEST_GUESSES = 10**12
MOST_BYTES = 1024
_RATED_CHARACTERS = 72  # the most that zxcvbn accepts
_STRONGER = (
    "Use four or more unrelated words, or generate one: "
    "`python3 -c 'import secrets; print(secrets.token_urlsafe(16))'`."
)


class PasswordUnusable(ValueError):
    """The password cannot be read or is too easy to guess."""


def password_of(settings: Settings) -> str:
    """Return the password in the settings, or '' if they set none.

    Raise PasswordUnusable if it is set twice, empty, unreadable or too easy to guess.
    """
    given, file = settings.password, settings.password_file
    if given is not None and file is not None:
        raise PasswordUnusable(
            f"The password is set twice, by ONRECORD_PASSWORD and by a file ({file or 'no name'}). "
            "Unset one of them."
        )
    if given == "" or file == "":
        name = "ONRECORD_PASSWORD" if file is None else "ONRECORD_PASSWORD_FILE"
        raise PasswordUnusable(
            f"{name} is empty. Set it, or unset it to serve this machine without a password."
        )
    known = ("onrecord", settings.host, *settings.names)
    if file is not None:
        path = Path(file).expanduser()
        return _strong(_read(path), f"The password in {path}", known)
    return "" if given is None else _strong(given, "ONRECORD_PASSWORD", known)


def others_can_read(settings: Settings) -> bool:
    """Return True if other users of this machine may read the password file."""
    if not settings.password_file:
        return False
    mode = Path(settings.password_file).expanduser().stat().st_mode
    return bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _read(path: Path) -> str:
    try:
        data = content(path, MOST_BYTES, "give a file that contains only the password")
        password = data.decode().removesuffix("\n").removesuffix("\r")
    except Unreadable as error:
        raise PasswordUnusable(
            f"The password file {path} cannot be used: {error.reason}. "
            "Use a file that contains only the password."
        ) from error
    except UnicodeDecodeError as error:
        raise PasswordUnusable(
            f"The password file {path} is not in UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from error
    if not password or "\n" in password:
        raise PasswordUnusable(
            f"The password file {path} has {len(password.splitlines())} lines. "
            "Write only the password, on the first line."
        )
    return password


def _strong(password: str, name: str, known: tuple[str, ...]) -> str:
    if any("\ud800" <= character <= "\udfff" for character in password):
        raise PasswordUnusable(f"{name} is not in UTF-8. Set it again.")
    words = [*known, *(part for name in known for part in name.split("."))]
    guesses = zxcvbn(password[:_RATED_CHARACTERS], user_inputs=words)["guesses"]
    if guesses < FEWEST_GUESSES:
        raise PasswordUnusable(
            f"{name} is too easy to guess: it takes about {int(guesses):,} guesses, and must take "
            f"at least {FEWEST_GUESSES:,}. {_STRONGER}"
        )
    return password
