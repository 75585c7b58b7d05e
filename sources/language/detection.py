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
# Differences between log-likelihoods: 5 for Indonesian and Malay, 10 for a list of names, 50 for
# sentences in Danish and Norwegian, 100 and more for other pairs of languages.
_CLEARLY = 40.0
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
    return next(str(code) for code, _ in _identifier().rank(start) if code in _LANGUAGES)


def item_language(text: str, stated: str | None) -> str | None:
    """Return the language of one text from a site or book that states its language.

    That is the stated language unless the text is clearly in another one.
    """
    found = language(text)
    if stated is None or found is None or found == stated:
        return stated
    if found == "ko":
        return found
    ranked = _identifier().rank(text[:_MOST_LETTERS])
    likelihoods = dict(ranked)
    first, highest = ranked[0]
    if highest - likelihoods[found] > _CLEARLY:  # a language that few newspapers have
        found = first
    is_other = stated in likelihoods and likelihoods[found] - likelihoods[stated] > _CLEARLY
    return found if is_other else stated


@cache
def _identifier() -> LanguageIdentifier:
    # Loading takes most of a second, so it is deferred until first needed.
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE)
