"""Orthography: normalise spelling variants, so that house style does not count as a change."""

from __future__ import annotations

import re

from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

# Words whose pairs in the word list are wrong: a tonne is not a ton.
_NOT_PAIRS = frozenset(
    "tonne tonnes groyne groynes bevvy bevvies philtre philtres pummelled pummelling tranquilly "
    "buses busses busing gases minibuses".split()
)
# Pairs that the word list lacks. The spelling on the left is normalised to the one on the right.
_MORE = dict(
    pair.split("/")
    for pair in (
        "cheque/check cheques/checks kerb/curb kerbs/curbs skilful/skillful skilfully/skillfully "
        "wilful/willful wilfully/willfully learnt/learned burnt/burned dreamt/dreamed "
        "spelt/spelled spilt/spilled spoilt/spoiled leant/leaned leapt/leaped knelt/kneeled "
        "whilst/while amongst/among towards/toward afterwards/afterward forwards/forward "
        "backwards/backward okay/ok alright/allright adviser/advisor advisers/advisors "
        "whisky/whiskey enquiry/inquiry enquiries/inquiries acknowledgement/acknowledgment "
        "acknowledgements/acknowledgments judgemental/judgmental doughnut/donut "
        "doughnuts/donuts furore/furor maths/math mum/mom mums/moms mummy/mommy racquet/racket "
        "sulphuric/sulfuric "
        "haulier/hauler speciality/specialty specialities/specialties disorientated/disoriented "
        "orientated/oriented lacklustre/lackluster lustre/luster kyiv/kiev "
        "kharkiv/kharkov odesa/odessa lviv/lvov hizbullah/hezbollah hizbollah/hezbollah "
        "qaida/qaeda koran/quran xmas/christmas  "
        "till/until til/until thru/through nite/night vs/versus mohammad/mohammed "
        "muhammad/mohammed gaddafi/qaddafi kadhafi/qaddafi".split()
    )
)
# Verbs whose last consonant is doubled in British spelling: "fuelled".
_DOUBLED = (
    "cancel channel counsel duel enamel equal fuel funnel initial jewel label level libel marshal "
    "marvel metal model panel parcel pedal pencil quarrel refuel rival shovel shrivel signal "
    "snorkel spiral squirrel stencil swivel total towel travel trial tunnel unravel yodel"
).split()
_SPELLINGS = {
    **{
        british: american
        for british, american in BRITISH_ENGLISH_SPELLINGS.items()
        if british not in _NOT_PAIRS
    },
    **{
        f"{verb}l{ending}": f"{verb}{ending}"
        for verb in _DOUBLED
        for ending in ("ed", "ing", "er", "ers")
    },
    **_MORE,
}
# Endings that no list can cover, because any name can take them. "Prise" is not "prize".
_ISE = re.compile(r"(?<=[a-z]{3})(?<!pr)(?<!w)is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)")
# Endings of names transliterated from Cyrillic: Zelenskyy, Zelenskiy, Zelensky.
_SKY = re.compile(r"(?<=[a-z]{2}sk)(?:yy|iy|yi|yj|ij|ii)$")
_SIGNS = {"%": "percent", "per cent": "percent", "pct": "percent", "&": "and"}


def spelt(word: str) -> str:
    """Return the normalised spelling of a lower-case word."""
    if word in _SIGNS:
        return _SIGNS[word]
    stem, apostrophe, ending = word.partition("'")
    if not stem.isascii() or not stem.isalpha():
        return word
    known = _SPELLINGS.get(stem)
    if known is None:
        known = _SKY.sub("y", _ISE.sub("iz", stem))
    return f"{known}{apostrophe}{ending}"
