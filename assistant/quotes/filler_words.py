"""Filler words and phrases, and those with which speakers correct themselves."""

from __future__ import annotations

SOUNDS = frozenset("uh um uhm umm uhh er erm ehm ah eh hm hmm mm mhm".split())
# Fillers if punctuation sets them off on both sides.
SET_OFF = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("you know", "i mean", "you see", "i repeat", "i say again", "i stress", "like", "well"),
        *(
            "i want to stress",
            "i must stress",
            "let me be clear",
            "let me be careful",
            "look",
            "if i may",
        ),
        *("let me rephrase", "let me rephrase that", "let me repeat", "let me repeat that", "so"),
        *("let me start again", "how shall i put it", "how do i put this", "okay", "ok", "now"),
        *("i want to say", "i have to say", "i must say", "if i may say so", "if i can add"),
        *("oh", "yeah", "right", "what", "see", "laughter", "laughs", "applause", "crosstalk"),
        *("pause", "chuckles", "coughs", "sighs", "cheers", "gosh", "anyway"),
        *("sir", "ma'am", "madam", "mr speaker", "madam speaker", "madam deputy speaker"),
        *("mr deputy speaker", "mr chairman", "madam chairman", "mr chair", "madam chair"),
        *("what d'you call it", "what do you call it", "what's the word", "what's it called"),
        *("your honor", "your honour", "my lord", "my lords", "my lady"),
        *("sort of", "kind of", "i dunno", "you know what i mean"),
    )
)
# Before a number these make it approximate, so they are not fillers.
HEDGES = frozenset({("like",), ("sort", "of"), ("kind", "of"), ("i", "dunno")})
# Fillers even without punctuation, as in machine transcripts, except beside the words below.
LOOSE = frozenset({("you", "know"), ("i", "mean")})
NOT_BEFORE = frozenset(
    "do did don't didn't if what as let to would could should can will want makes how not "
    "that's when whatever".split()
)
NOT_AFTER = frozenset("that what how why who it him her them the if when where this about".split())
_CORRECTIONS = (
    *("no no sorry", "no sorry", "no wait", "sorry no", "no no", "no", "sorry", "or rather"),
    *("rather", "i mean", "make that", "correction", "excuse me", "pardon", "well"),
    *("no strike that", "strike that", "no scratch that", "scratch that", "no i'm sorry"),
    *("in fact", "i'm sorry", "i misspoke", "i beg your pardon", "let me correct that"),
)
# Longest first, because "no" is part of others.
CORRECTIONS = tuple(sorted((tuple(one.split()) for one in _CORRECTIONS), key=len, reverse=True))
# A separate sentence that begins like this takes back the one before.
RETRACTING = frozenset("sorry correction strike scratch misspoke i'm pardon".split())
CORRECTING = frozenset(phrase[0] for phrase in CORRECTIONS)
