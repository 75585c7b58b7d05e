"""The words that ascribe speech: "said", "according to", "called"."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Verbs that may carry a whole sentence of speech, reported or quoted.
_SPEECH = """
    acknowledge acknowledged acknowledges acknowledging add added adding adds admit admits
    admitted admitting agree agreed agreeing agrees allege alleged alleges alleging announce
    announced announces announcing answer answered answering answers argue argued argues
    arguing ask asked asking asks assert asserted asserting asserts believe believed
    believes believing blast blasted blasting boast boasted boasting caution cautioned
    cautioning cautions charge charged charging claim claimed claiming claims comment
    commented commenting comments complain complained complaining complains concede conceded
    concedes conceding conclude concluded concludes concluding confirm confirmed confirming
    confirms contend contended contending contends continue continued continues continuing
    counter countered countering counters declare declared declares declaring demand
    demanded demanding denied denies deny denying disclose disclosed elaborate elaborated
    elaborates emphasise emphasised emphasises emphasising emphasize emphasized emphasizes
    emphasizing exclaim exclaimed explain explained explaining explains hope hoped hopes
    hoping indicate indicated indicating insist insisted insisting insists interject
    interjected joke joked jokes joking lament lamented lamenting laments maintain
    maintained maintaining maintains muse mused mutter muttered note noted notes noting
    observe observed observes observing opine opined plead pleaded pledge pledged pledges
    pledging point pointed pointing points posit posited predict predicted predicting
    predicts promise promised promises promising quip quipped quipping quips recall recalled
    recalling recalls recount recounted recounting reiterate reiterated reiterates
    reiterating remark remarked remarking remarks repeat repeated repeating replied replies
    reply replying report reported reporting reports respond responded responding responds
    retort retorted retorting retorts reveal revealed revealing said say saying says scoff
    scoffed shout shouted shouting shouts state stated states stating stress stressed
    stresses stressing suggest suggested suggesting suggests tease teased tell telling tells
    testified testifies testify testifying think thinks thought told tweet tweeted tweeting
    tweets urge urged urges urging vow vowed vowing vows warn warned warning warns whisper
    whispered wonder wondered wondering write writes writing wrote yell yelled yelling
"""
# Verbs that give a few words as somebody's: "called it a disaster", "expressed hope".
_NAMING = """
    accuse accused accuses accusing advocate advocated apologize apologized appeal appealed
    appear appeared attack attacked attacking attacks bemoan bemoaned bemoaning bemoans
    blame blamed blames blaming brand branded branding brands call called calling calls
    chant chanted chanting characterize characterized characterizes characterizing cite
    cited cites citing compare compared compares comparing conceive condemn condemned
    condemning condemns consider considered considering criticize criticized criticizes
    criticizing decried decries decry decrying defend defended defending defends deliver
    delivered denounce denounced denounces denouncing deride derided describe described
    describes describing discuss discussed discusses discussing dismiss dismissed dismisses
    dismissing dub dubbed dubs express expressed expresses expressing feel feels felt find
    finds found hail hailed hailing hails highlight highlighted highlighting introduce
    introduced invoke invoked invoking issue issued issuing know knows label labeled
    labeling labelled labels made make mention mentioned mentioning mock mocked mocking
    mocks object objected offer offered offering portray portrayed portraying post posted
    posting praise praised praises praising propose proposed proposing put puts question
    questioned questioning quote quoted quotes quoting read reads refer referred referring
    refers refuse refused ridicule ridiculed rip ripped ripping sang see seek sees sing
    singing slam slammed slamming slams sought speak speaking speaks spoke talk talked
    talking term termed tout touted touting underscore underscored underscoring use used
    using view viewed views want wanted wants
"""


def _forms(table: str) -> frozenset[str]:
    return frozenset(table.split())


SPEECH = _forms(_SPEECH)
NAMING = _forms(_NAMING) - SPEECH
VERBS = SPEECH | NAMING
# Verbs that stand between a quotation and a speaker behind it: "We will," said the minister.
INVERTIBLE = _forms(
    "say says said add adds added ask asks asked write writes wrote explain explains explained"
    " tweet tweets tweeted note notes noted warn warned argue argued insist insisted reply replied"
    " shout shouted declare declared read reads continue continued recall recalled joked quipped"
)
BE = frozenset("be been being is are was were am 's 're".split())
# What may stand between a speaker and the verb.
AUXILIARIES = BE | frozenset(
    "has have had having did do does will would can could may might must should to also later"
    " further then once again never not even still just soon now often already instead too"
    " ever both all each respectively himself herself themselves afterwards afterward"
    " went goes go on".split()
)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


ACCORDING_TO = re.compile(r"\b(?:according to|in the words of|in the view of)\b", re.IGNORECASE)
VERB = re.compile(rf"\b(?:{_alternatives(VERBS)})\b")
# A recipient belongs to the cue: "told reporters", "told the Ledger".
RECIPIENT = re.compile(
    r"\s(?:reporters|journalists|lawmakers|supporters|parliament|(?:him|her|them|us|me)\b"
    r"|(?:the\s|a\s)?(?:[A-Z][\w.&-]*)(?:\s[A-Z][\w.&-]*){0,4}"
    r"|(?:the|a|an)\s(?:\w+\s)?(?:audience|crowd|newspaper|press|court|committee|conference|agency|paper))"
)
