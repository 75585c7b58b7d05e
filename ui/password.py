"""The password of the page: where it is read, and how strong it must be."""

from __future__ import annotations

from pathlib import Path

from zxcvbn import zxcvbn

from sources.errors import Unreadable
from sources.files import content
from ui.settings import Settings

# A guesser who does not wait for answers is slowed down by nothing but the server, which answers
# 2,600 guesses a second: this many take twelve years.
FEWEST_GUESSES = 10**12
MOST_BYTES = 1024
_RATED_CHARACTERS = 72  # zxcvbn rates no more, and refuses a longer text
_STRONGER = (
    "Use four or more unrelated words, or generate one: "
    "`python3 -c 'import secrets; print(secrets.token_urlsafe(16))'`."
)


class PasswordUnusable(ValueError):
    """The password cannot be read or is too easy to guess."""


def password_of(settings: Settings) -> str:
    """Return the password that the settings give; empty if they give none.

    Raise PasswordUnusable if it is given twice, cannot be read or is too easy to guess.
    """
    if settings.password and settings.password_file:
        raise PasswordUnusable(
            "The password is given twice, by ONRECORD_PASSWORD and by a file "
            f"({settings.password_file}). Remove one of them."
        )
    if settings.password_file:
        path = Path(settings.password_file).expanduser()
        return _strong(_read(path), f"The password in {path}")
    return _strong(settings.password, "ONRECORD_PASSWORD") if settings.password else ""


def _read(path: Path) -> str:
    try:
        data = content(path, MOST_BYTES, "give a file that holds the password alone")
        password = data.decode().removesuffix("\n").removesuffix("\r")
    except Unreadable as error:
        raise PasswordUnusable(
            f"The password file {path} cannot be used: {error.reason}. "
            "Name a file that holds the password and nothing else."
        ) from error
    except UnicodeDecodeError as error:
        raise PasswordUnusable(
            f"The password file {path} is not in UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from error
    if not password or "\n" in password:
        raise PasswordUnusable(
            f"The password file {path} has {len(password.splitlines())} lines. "
            "Write the password on the first line and nothing else."
        )
    return password


def _strong(password: str, name: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in password):
        raise PasswordUnusable(f"{name} is not in UTF-8. Set it again.")
    guesses = zxcvbn(password[:_RATED_CHARACTERS], user_inputs=["onrecord"])["guesses"]
    if guesses < FEWEST_GUESSES:
        raise PasswordUnusable(
            f"{name} is too easy to guess: about {int(guesses):,} tries find it, and at least "
            f"{FEWEST_GUESSES:,} are required. {_STRONGER}"
        )
    return password
