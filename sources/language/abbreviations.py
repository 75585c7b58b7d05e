"""Abbreviations whose full stop does not end a sentence, or may not.

The entries of sets are in lowercase.
"""

from __future__ import annotations

import re

from sources.language.calendar_names import MONTH_NUMBERS, MONTHS, WEEKDAYS

# Always followed by a name or more text, whatever its first letter.
NEVER_LAST = frozenset(
    "mr mrs ms mx messrs mme mlle dr drs prof profs rev fr msgr hon st mt ft sgt cpl pfc pvt lt "
    "col gen maj capt cmdr adm brig sen sens rep reps gov govs pres amb supt insp det atty asst "
    "assoc dept sr sra sta srta v vs e.g i.e cf viz approx incl esp ca prop".split()
)
# Abbreviations only before a number, and otherwise ordinary words ("He said: No.").
BEFORE_NUMBERS = frozenset(
    "no nos art arts vol vols fig figs sec secs ch para paras ver ed cl pt ext tel rm".split()
)
PAGES = frozenset({"p", "pp"})  # lowercase only, because capitals are initials
# May end a sentence. If they do, the next word is usually a common sentence starter.
SOMETIMES_LAST = frozenset(
    "inc corp co cos ltd llc plc bros mfg jr sr esq al est ave blvd rd hwy ct sq bldg "
    "mon tue tues wed thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont "
    "neb nev okla ore pa penn tenn tex vt va wash wis wyo ont que alta "
    "univ inst intl natl govt rel ph.d min max avg approx ft lb lbs oz mi".split()
).union(form.lower() for form in MONTH_NUMBERS if form not in MONTHS)
INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
# Names together with a letter, which can end a sentence: "Plan B."
LETTERED = re.compile(
    r"(?:plan|vitamin|hepatitis|group|class|type|grade|section|part|appendix|title|series|act|team"
    r"|category|schedule|option|phase|witness|suspect|exhibit|terminal|gate|hall|block|point|size"
    r"|model|influenza|division|league|pool|line|unit|row|area|zone|room|building|tower)",
    re.IGNORECASE,
)
STARTERS = re.compile(
    r"(?:the|a|an|this|that|these|those|there|here|it|its|he|his|she|her|they|their|we|our|you|your"
    r"|i|my|who|what|when|where|why|how|which|while|whether|in|on|at|by|for|from|to|with|without"
    r"|under|over|after|before|since|until|during|despite|against|among|between|about|as|if|but"
    r"|and|or|yet|so|also|then|now|still|however|meanwhile|moreover|instead|although|though"
    r"|because|once|not|no|nobody|none|neither|both|some|many|most|more|all|each|every|several"
    r"|other|others|another|such|two|three|four|five|last|next|earlier|later|today|yesterday"
    r"|officials|police|authorities|analysts|critics|experts|shares|according|asked|even|just|only"
    r"|one|is|are|was|were|do|did|does|has|have|had|will|would|can|could|should|may|might|see|maps)"
    r"(?:['’](?:s|re|ve|ll|d|m))?",
    re.IGNORECASE,
)
AFTER_CLOCK_TIME = re.compile(
    rf"{'|'.join((*WEEKDAYS, *MONTHS))}|[ecmp][sd]?t|gmt|utc|kst|bst|jst|eastern|central|pacific"
    r"|mountain|local",
    re.IGNORECASE,
)
CLOCK_TIME = frozenset({"a.m", "p.m"})
