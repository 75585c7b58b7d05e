"""Cues of speech: "said", "according to", "called"."""

from __future__ import annotations

import re

from sources.language.alternatives import any_of

# Verbs that can introduce a whole sentence of speech, reported or quoted.
_SPEECH = """
    acknowledge acknowledged acknowledges acknowledging add added adding adds admit admits
    admitted admitting agree agreed agreeing agrees allege alleged alleges alleging announce
    announced announces announcing answer answered answering answers argue argued argues
    arguing ask asked asking asks assert asserted asserting asserts believe believed
    believes believing blast blasted blasting boast boasted boasting caution cautioned
    cautioning cautions charged charging claimed claiming claims commented commenting
    comments complain complained complaining complains concede conceded concedes conceding
    conclude concluded concludes concluding confirm confirmed confirming confirms contend
    contended contending contends continue continued continues continuing counter countered
    countering counters declare declared declares declaring demanded demanding denied denies
    deny denying disclose disclosed elaborate elaborated elaborates emphasise emphasised
    emphasises emphasising emphasize emphasized emphasizes emphasizing exclaim exclaimed
    explain explained explaining explains hoped hopes hoping indicate indicated indicating
    insist insisted insisting insists interject interjected joke joked jokes joking lament
    lamented lamenting laments maintain maintained maintaining maintains muse mused mutter
    muttered note noted notes noting observe observed observes observing opine opined plead
    pleaded pledge pledged pledges pledging pointed pointing points posit posited predict
    predicted predicting predicts promise promised promises promising quip quipped quipping
    quips recall recalled recalling recalls recount recounted recounting reiterate
    reiterated reiterates reiterating remark remarked remarking remarks repeat repeated
    repeating replied replies reply replying reported reporting reports respond responded
    responding responds retort retorted retorting retorts reveal revealed revealing said say
    saying says scoff scoffed shout shouted shouting shouts stated states stating stress
    stressed stresses stressing suggest suggested suggesting suggests tease teased tell
    telling tells testified testifies testify testifying think thinks thought told tweeted
    tweeting tweets urge urged urges urging vow vowed vowing vows warn warned warning warns
    whisper whispered wonder wondered wondering write writes writing wrote yell yelled
    yelling
"""
# Verbs that attribute a few words: "called it a disaster", "expressed hope".
_NAMING = """
    accuse accused accuses accusing attacked attacking attacks bemoan bemoaned bemoaning
    bemoans blame blamed blames blaming branded branding brands call called calling calls
    characterize characterized characterizes characterizing chided compare compared compares
    comparing condemn condemned condemning condemns criticize criticized criticizes
    criticizing decried decries decry decrying denounce denounced denounces denouncing
    deride derided describe described describes describing dismiss dismissed dismisses
    dismissing dub dubbed dubs echoed echoing extolled hail hailed hailing hails heralded
    invoke invoked invoking labeled labeling labelled labels lambasted laud lauded lauding
    lauds liken likened likening likens mock mocked mocking mocks praise praised praises
    praising quote quoted quotes quoting rate rated rebuked refer referred referring refers
    rip ripped ripping scolded scolding slam slammed slamming slams term termed underscoring
"""
# Verbs that attribute a few words only if the sentence has no stronger cue.
_FAINT = """
    advocate advocated apologize apologized appeal appealed chant chanted chanting cite
    cited cites citing consider considered considering defend defended defending defends
    deliver delivered discuss discussed discusses discussing express expressed expresses
    expressing feel feels felt finds found highlight highlighted highlighting introduce
    introduced issued issuing mention mentioned mentioning object objected offered
    beamed begged bellowed blurted chuckled confessed cried fumed giggled grinned groaned
    grumbled hissed laughed moaned murmured screamed seethed sighed smiled snapped sobbed
    thundered wailed
    offering portray portrayed portraying posted posting propose proposed proposing puts
    questioned questioning read reads refuse refused ridicule ridiculed sang sees sing
    singing speak speaking speaks spoke talk talked talking tout touted touting underscore
    underscored used using viewed views want wanted wants
"""


def _forms(table: str) -> frozenset[str]:
    return frozenset(table.split())


SPEECH = _forms(_SPEECH)
NAMING = _forms(_NAMING) - SPEECH
FAINT = _forms(_FAINT)
VERBS = SPEECH | NAMING | FAINT
# Verbs that can come between a quotation and its speaker: "We will," said the minister.
INVERTIBLE = _forms(
    "say says said add adds added ask asks asked write writes wrote explain explains explained"
    " tweet tweets tweeted note notes noted warn warned argue argued insist insisted reply replied"
    " shout shouted declare declared read reads continue continued recall recalled joked quipped"
    " reports reported laughed cried murmured sighed fumed grumbled begged"
)
BE = frozenset("be been being is are was were am 's 're".split())
# Verbs whose subject must be a speaker: "the president went on".
CONTINUING = _forms("went goes began begins")
# Words that can come between a speaker and the verb.
AUXILIARIES = BE | frozenset(
    "has have had having did do does will would can could may might must should to also later"
    " further then once again never not even still just soon now often already instead too"
    " ever both all each respectively himself herself themselves afterwards afterward"
    " went goes go going on".split()
)


_ACCORDING_TO = r"[Aa](?i:ccording to)|[Ii](?i:n the (?:words|view) of)"
_OTHER_FORMS = (
    r"Said|Asked|Added|puts?(?= it\b)|f(?:ound|inds)(?= that\b)"
    # Not "the show went on": only speech may follow.
    r"|(?:went|goes)(?= on(?:[.,:;]| about\b))|beg(?:an|ins)(?=[.,:;])"
)
# A single pattern, because it scans whole texts. It matches verbs as whole words only, not inside
# "so-called" or "said-so".
CUE = re.compile(
    rf"\b(?=[a-wyAIS])(?:(?P<according>{_ACCORDING_TO})\b"
    rf"|(?:{any_of(VERBS)}|{_OTHER_FORMS})\b(?!['’]|[-&.][^\W_]))"
)
# Forms that are more often nouns than verbs.
NOUN_LIKE = _forms(
    "claims reports answers calls demands charges comments remarks promises hopes attacks notes"
    " claim report answer call demand charge comment remark promise hope attack note"
    " labels brands urges points counters views states quotes deny repeats rates blames"
)
# Things that contain words but do not speak: "a statement calling the test a violation".
DOCUMENTS = _forms("statement letter memo speech tweet post interview report remarks document text")
# The recipient is part of the cue: "told reporters", "told the Ledger".
RECIPIENT = re.compile(
    r"\s(?:reporters|journalists|lawmakers|supporters|parliament|(?:him|her|them|us|me)\b"
    r"|(?:the\s|a\s)?(?:[A-Z][\w.&-]*)(?:\s[A-Z][\w.&-]*){0,4}"
    r"|(?:the|a|an)\s(?:\w+\s)?(?:audience|crowd|newspaper|press|court|committee|conference|agency|paper))"
)
# "read from a letter by Ann Lee": the words are the letter writer's.
LETTER = re.compile(
    r"\s(?:(?:out|aloud|from)\s){0,2}(?:a|an|the|another|one)\s(?:\w+\s)?"
    r"(?:letter|statement|message|note|e-?mail|poem|tribute|tweet|post|diary|report)"
    r"\s(?:written\s)?(?:by|from)\b"
)


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
