"""Patterns of attribution without a verb of speech: signatures, "his last words: …"."""

from __future__ import annotations

import re

SIGNATURE = re.compile(r"\s*(?P<cue>[―—–]|--?)\s*(?=[A-Z])")
LONGEST_SIGNATURE = 60
# "His closing line: …"
HIS_WORDS = re.compile(
    r"(His|his|Her|her)\s(?:\w+\s){0,2}(?:lines?|words?|answer|reply|message|verdict|response|advice"
    r"|statement|comment|tweet|post|letter|note|summary|conclusion|explanation)\b"
)
# "So said Erik Lund", or "Erik Lund said this on Monday", about the paragraph above
WORDS_OF = re.compile(
    r"(?:(?:So|Thus) (?:said|wrote|spoke)|(?:These|Those) (?:are|were) the (?:\w+ )?words of) "
)
NAME_ALONE = re.compile(r"[A-Z][\w.'’-]*(?:\s[\w.'’-]+){1,4}(?:,[^.!?:]*|\s\([^()]*\))?")
THIS = re.compile(
    r"\s(?:this|so|these words)(?=[.,]|\s(?:on|in|at|to|after|when|during|before|last|yesterday)\b)"
)
