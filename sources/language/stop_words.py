"""English stop words for questions."""

from __future__ import annotations

_QUESTION = "what which who whom whose when where why how"
_AUXILIARY = (
    "do does did doing done is are was were be been being am have has had having "
    "can could would shall should must"
)
_PRONOUN = (
    "i me my you your yours he him his himself she her hers herself it its itself "
    "we our ours they them their theirs themselves this that these those one"
)
_PARTICLE = (
    "a an the and or but if then than because as while until not no nor only so such just very too "
    "also about above after again against all any before below between both during each few "
    "further from here there more most much many off once other out over own same some through "
    "under up down with without within among upon toward towards at by for in into of on to"
)
# Fragments of contractions after splitting at the apostrophe.
_REMNANT = "s t ll re ve d m"

_LOWER = " ".join((_QUESTION, _AUXILIARY, _PRONOUN, _PARTICLE)).split()

# Both lowercase and capitalised forms are listed, because case must not be folded first: in all
# capitals, WHO and IT are names. "us", "may", "will" and "might" are left out because they are also
# a country, a month, a name and a noun.
STOP_WORDS = tuple(
    dict.fromkeys([*_LOWER, *(word.capitalize() for word in _LOWER), *_REMNANT.split()])
)
