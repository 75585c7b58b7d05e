"""Language detection."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from sources.language.scripts import HANGUL_LETTER
from sources.people.titles import FUNCTION_WORDS

_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 40
_FEWEST_HANGUL = 10
_MOST_LETTERS = 400
_HANGUL_SHARE = 0.3
# Languages of newspapers. With all 140 languages of the model, short English lines are detected as
# Scots or Nigerian Pidgin, and Norwegian as one of its own dialects.
_LANGUAGES = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "id", "it", "ja", "kk", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro"),
    *("ru", "sk", "sl", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh"),
)

# In English, every third word is a function word. Other languages share only a few of these ("in",
# "a").
_ENGLISH_SHARE = 1 / 3


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None if the text is too short."""
    start = text[:_MOST_LETTERS]
    letters = sum(map(len, _LETTERS.findall(start)))
    hangul = len(HANGUL_LETTER.findall(start))
    if hangul >= max(_FEWEST_HANGUL, _HANGUL_SHARE * letters):
        return "ko"
    if letters < _FEWEST_LETTERS:
        return None
    # Clear cases skip the model, which is much slower.
    words = start.lower().split()
    if sum(map(FUNCTION_WORDS.__contains__, words)) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, _ = _identifier().classify(start)
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    # Loading takes most of a second, so it is deferred until first needed.
    identifier = LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier
