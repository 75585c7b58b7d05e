"""Patterns for the plainest ways to deny, doubt or report that words were said."""

from __future__ import annotations

import re

from sources.language.alternatives import any_of


def _forms(words: str) -> str:
    """Return a pattern that matches any of the comma-separated phrases."""
    return any_of(words.split(", "))


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_SAY = (
    "(?:"
    + _forms(
        "say, says, said, saying, tell, tells, told, telling, write, writes, wrote, written, "
        "writing, utter, uttered, uttering, state, states, stated, stating, tweet, tweets, "
        "tweeted, tweeting, post, posts, posted, posting, call, calls, called, calling, remarked, "
        "remarking, declare, declared, declaring, announce, announced, announcing, claim, claims, "
        "claimed, claiming, suggest, suggests, suggested, suggesting, describe, described, "
        "describing, refer, referred, referring, ask, asked, asking, shout, shouted, shouting, "
        "promise, promised, promising, admit, admitted, admitting, using the word, "
        "using the words, used the word, used the words, using the phrase, used the phrase"
    )
    + r"|ma(?:ke|de|king) (?:the|a|any|such|this|that) (?:\w+ )?"
    r"(?:remark|comment|statement|claim|threat|joke|promise)s?)"
)
# Fragments of patterns: words between two parts within a clause, and words up to the end of the
# text.
_CLAUSE = r"(?:(?!\b(?:and|but|then|while|before|after)\b)[^.,;:!?]){0,80}?"
_TO_END = r"[^.,;!?]{0,80}[,:]?\W*$"
_FAR_TO_END = r"[^;!?]{0,80}$"
_DENY = r"(?<!not )(?<!n[’']t )(?<!never )" + _forms(
    "deny, denies, denied, denying, dispute, disputes, disputed, disputing, disavow, disavows, "
    "disavowed, refute, refutes, refuted, refuting, reject, rejects, rejected, rejecting, disown, "
    "disowns, disowned"
)
_FAKE = (
    "(?:"
    + _forms(
        "doctored, fake, faked, fabricated, forged, manipulated, deepfake, deepfaked, deep fake, "
        "deep-fake, bogus, fictitious, hoax, phony, phoney, AI-generated, computer-generated, "
        "altered, edited, satirical, spoof, parody, invented, made-up, photoshopped, false, "
        "misleading, imposter, impostor, impersonator, impersonating, impersonation"
    )
    + r"|(?:digitally|selectively|heavily|deceptively|maliciously)"
    r" (?:altered|edited|generated|created|manipulated))"
)
_MEDIUM = _forms(
    "video, videos, clip, clips, audio, recording, recordings, footage, post, posts, tweet, "
    "tweets, screenshot, screenshots, quote, quotes, quotation, quotations, image, images, photo, "
    "photos, photograph, photographs, meme, memes, letter, letters, email, emails, e-mail, "
    "message, messages, account, accounts, claim, claims, report, reports, rumour, rumours, rumor, "
    "rumors, story, stories, article, articles, headline, headlines, document, documents, "
    "transcript, transcripts, interview, interviews, speech, site, sites, website, websites, page, "
    "pages, statement, statements, press release, graphic, card, version, advert, ad, ads, "
    "advertisement, subtitles, caption, captions, translation, translations, voice, call"
)
_WRONGLY = _forms(
    "wrongly, falsely, incorrectly, mistakenly, inaccurately, erroneously, misleadingly"
)
_GIVEN = (
    r"(?:quot|attribut|credit|report|cit|show|portray|depict|claim|accus|alleg|stat|sa[iy]|suggest)"
    r"\w*"
)
_MISSED = (
    r"(?:(?:refus|declin|fail|avoid|stop|fell|stopp|decid)(?:ed|es|ing|s|e)?"
    r" (?:to|short of|not to)|(?:refus|declin|avoid)(?:ed|es|ing|s|e)?|without|instead of"
    r"|rather than)"
)
_NEVER = r"(?:never|not|n[’']t|no one|nobody|neither)"
_WHETHER = r"(?! (?:whether|why|how|if|when|only|just))"
_DID_NOT = r"\b(?:never|(?:did|do|does|has|have|had)(?: not|n[’']t))"
_SHOWS = r"(?:reads?|reading|attributed|quot\w+|shows?|showing|showed|appear\w*|purport\w*|words)"
# Denials in the same sentence, before the quotation.
BEFORE = _pattern(
    rf"\b{_DENY}\b{_CLAUSE}\b(?:{_SAY}|that|having|being)\b[^.,;:!?]{{0,80}}[,:]?\W*$",
    rf"\b{_DENY}\W*$",
    rf"{_NEVER}\b (?:(?!den)\w+ ){{0,3}}?{_SAY}\b{_WHETHER}{_TO_END}",
    rf"\b{_MISSED} (?:\w+ ){{0,2}}?{_SAY}\b{_TO_END}",
    rf"\b{_FAKE} (?:\w+ ){{0,3}}?{_MEDIUM}\b{_CLAUSE}\b(?:{_SAY}|{_SHOWS})\b{_FAR_TO_END}",
    rf"\b{_FAKE} {_MEDIUM}\W*$",
    rf"\baccording to (?:an?|the) {_FAKE}\b{_FAR_TO_END}",
    rf"\b{_WRONGLY} (?:\w+ ){{0,2}}?{_GIVEN}\b{_FAR_TO_END}",
    rf"\bmis(?:quot|attribut|represent|report)\w+\b{_FAR_TO_END}",
)
# Denials in the same sentence, after the quotation.
AFTER = _pattern(
    rf"\b{_DENY} (?:(?:ever|having|that|he|she|they|it|had) )*{_SAY}\b",
    rf"{_DID_NOT} (?:\w+ )?{_SAY}\b{_WHETHER}",
    rf"\b{_FAKE} (?:\w+ )?{_MEDIUM}\b",
    rf"\b{_WRONGLY} (?:\w+ )?{_GIVEN}",
    r",? or so (?:\w+ ){1,3}(?:ha(?:ve|s|d) it|claim(?:s|ed)?|sa(?:ys?|id)|would have)\b",
    r"\bmis(?:quot|attribut)\w+",
    r"\b(?:words|quote|quotation|remark|comment|line)s? (?:that )?(?:\w+ ){1,4}"
    r"(?:never|did not|didn[’']t)\b",
    r"\b(?:is|was|were|are|be|been) (?:an? |in fact |\w+ly )?"
    r"(?:fabricat|invent|forg|hoax|fake|doctored)\w*",
)
_THING = _forms(
    "quote, quotes, quotation, quotations, words, remark, remarks, comment, comments, statement, "
    "statements, clip, clips, video, audio, recording, footage, post, posts, tweet, tweets, "
    "screenshot, screenshots, image, images, letter, interview, message, messages, meme, memes, "
    "account, line"
)
# What refers to the quotation: "that" and "the quote", but not "that she would go".
_REFERRED = (
    r"(?:(?:that|it|this|so|them|anything)\b(?=\W*$|[.,;:!?”\"’)]"
    r"|\s(?:to|at|in|on|about|and|but|or|during|when|ever|publicly)\b)"
    rf"|(?:that|this|the|those|these|any|any such|such|such an?)\s(?:\w+\s)?{_THING}\b)"
)
_MADE = _forms(
    "made, making, used, using, written, wrote, writing, posting, tweeting, said, saying"
)
# Denials in a sentence after the quotation.
NEARBY = _pattern(
    rf"{_NEVER} (?:\w+ ){{0,3}}?(?:say|said|uttered|wrote|write|written|tweeted|posted|spoken?"
    rf"|made?|used?|gave) {_REFERRED}",
    rf"\b{_DENY} (?:ever )?(?:having )?{_MADE} {_REFERRED}",
    rf"\b{_DENY} (?:that )?(?:he|she|they) (?:had |has |ever )*{_MADE} {_REFERRED}",
    rf"\b{_DENY} (?:the|that|this|those|these) (?:\w+ )?(?:quot\w+|words)\b",
    rf"\b(?:the|this|that|these|those|both|such|no such) (?:\w+ ){{0,2}}{_THING} (?:\w+ ){{0,4}}?"
    r"(?:an? )?(?:\w+ )?(?:fake|faked|fabricat\w+|doctored|invent(?:ed|ion)|made[ -]up|bogus"
    r"|forged|forgery|hoax|manipulated|altered|satir\w+|AI-generated|generated by|misattributed"
    r"|deep-?fake|not real|not authentic|not genuine|taken out of context"
    r"|never (?:made|said|happened|existed|took place)|did not (?:happen|exist|take place)"
    r"|(?:not|n[’']t) (?:his|hers|theirs)|does not (?:exist|appear))\b",
    r"\b(?:misquoted|misattributed)\b",
    rf"\b{_WRONGLY} (?:quoted|attributed|credited)\b",
    r"\bno (?:record|evidence|proof|trace|transcript|sign|recording) (?:of|that)\b[^.]{0,60}\b"
    r"(?:said|saying|made|making|quote|quotation|words|remarks?|statement|uttered|wrote)\b",
    r"\bsa(?:id|y|ys|ying) (?:no such thing|nothing of the (?:sort|kind))\b",
    r"\b(?:earlier|previous) version of this \w+\b[^.]{0,80}\b(?:attribut|quot)\w*",
    r"\b(?:clip|video|recording|footage|audio|tape)s? (?:has|have|had|was|were|is) (?:been )?"
    r"(?:\w+ )?"
    r"(?:cut|edited|spliced|trimmed|slowed)\b",
    rf"\b(?:sentence|phrase|{_THING}) (?:is|are|was|were) (?:not|nowhere) "
    r"(?:in|on|among|to be found)\b",
    r"\bno such (?:line|words?|sentence|remark|phrase|quot\w+)\b",
    r"\b(?:disput|contest)(?:es|ed|ing) (?:the|this|that) (?:\w+ )?"
    r"(?:account|version|wording|quot\w+)\b",
    r"\b(?:voice|audio|video|clip|image|words?) (?:\w+ ){0,3}(?:made|generated|produced|written) "
    r"by (?:software|an? computer|AI|artificial|an? \w+ program)\b",
    r"\b(?:page|account|profile|letter|signature|handwriting) (?:is|was) not "
    r"(?:hers|his|theirs)\b",
    r"^\W*At least,? that is what the (?:subtitles?|captions?|translation|post|leaflet)\b",
    r"\bput(?:ting)? (?:\w+ )?words in(?:to)? (?:his|her|my|their|\w+[’']s) mouth",
)
CALLED_FAKE = (
    r"\bcall(?:s|ed|ing)? (?:it |this |that |them )?(?:an? |the |pure |complete )*"
    r"(?:forger(?:y|ies)|inventions?|fabrications?|hoax|lies?|fictions?|fakes?|distortions?)\b"
)
# Reports in the same sentence, after words that the article has only at second hand.
SECOND_HAND_BEHIND = _pattern(
    r"\b(?:is|are|was|were) (?:\w+ )?(?:alleged|claimed|reported|rumou?red|supposed|said|believed)"
    rf" to have (?:\w+ )?{_SAY}\b",
    rf"\b(?:allegedly|purportedly|supposedly|reportedly)\b \W*(?:\w+ )?{_SAY}\b",
    r"\bthe (?:leaked|purported|alleged|unverified) \w+ (?:says|said|reads|read|states|stated)\b",
)
# In the same sentence, after words that someone else says were said.
REBUTTED = _pattern(rf"\b{_DENY}\b", r"\b(?:never|not true|untrue|denial)\b")
_FICTION = _forms(
    "film, movie, play, novel, sitcom, sketch, drama, series, musical, comedy, biopic, cartoon, "
    "episode, parody, spoof"
)
# In the same sentence, before words that someone else says were said.
SECOND_HAND = _pattern(
    rf"\baccus(?:e|es|ed|ing)\b[^.;:!?]{{1,80}}\bof (?:\w+ )?{_SAY}\b[^.;!?]{{0,60}}$",
    rf"\b(?:claim|alleg)(?:s|ed|es|ing)? (?:that )?(?:[^.,;:!?]|,(?! )){{1,80}}?(?<!\bto )\b{_SAY}"
    rf"\b{_TO_END}",
    r"\b(?:alleged|claimed|purported|reported|rumou?red|supposed|said|thought|believed)"
    rf" to (?:have (?:\w+ )?)?{_SAY}\b[^.;!?]{{0,60}}$",
    r"\b(?:allegedly|purportedly|supposedly|reportedly)\b[^.,;:!?]{0,40}?"
    rf"\b{_SAY}\b[^.;!?]{{0,60}}$",
    rf"\b(?:quote|quotation|meme|remark|words|line)s? (?:\w+ ){{0,4}}?attributed to\b{_FAR_TO_END}",
    r"\battribut(?:es|ing)\b[^.;!?]{0,60}$",
    rf"\b(?:would|might|could|should|may) have {_SAY}\b[^.,;!?]{{0,60}}$",
    rf"\basked (?:\w+ ){{0,4}}?(?:whether|if|about)\b[^.,;!?]{{0,60}}\b{_SAY}\b[^.,;!?]{{0,60}}$",
    rf"\bappear(?:s|ed|ing)? to (?:have )?{_SAY}\b[^.,;!?]{{0,60}}$",
    # "A friend told the paper that she had yelled …"
    r"\b(?:told|tells|said|says|claim(?:s|ed)|alleg(?:es|ed)|report(?:s|ed))\b[^.;:!?]{0,60}\bthat "
    r"(?:\w+ ){1,3}?(?:(?:had|has|have|once|\w+ly) )+\w+[^.;:!?]{0,30}[,:]?\W*$",
    # "An earlier post quoted her as saying …" precedes a correction.
    r"\b(?:earlier|previous|first) (?:version|post|story|article|report|headline|caption)\b"
    r"[^.;!?]{0,60}\b(?:quot|gave|said|attribut)\w*[^.;!?]{0,80}$",
    rf"^\W*(?:did|has|had|does)\b[^.;!?]{{1,60}}\b{_SAY}\b[^.;!?]{{0,60}}$",
    rf"\bin (?:\w+ ){{1,4}}?{_FICTION}\b[^.;!?]{{0,80}}\b(?:says|tells|declares|asks|shouts)\b"
    r"[^.;!?]{0,60}$",
    r"\b(?:character|role|protagonist|narrator)\b[^.;!?]{0,60}\b(?:says|tells|said|told)\b"
    r"[^.;!?]{0,60}$",
    r"\b(?:playing|plays|portray(?:s|ing)|impersonat(?:es|ing)|posing as|in character as)\b"
    r"[^.;!?]{0,80}$",
)
ASKED = _pattern(r"\basked\b")
NO = _pattern(
    r"\b(?:no|denied|denies|never|not|refused|declined|rejected|dismissed)\b", r"n[’']t\b"
)
YES = _pattern(r"\b(?:yes|confirmed|admitted|acknowledged|conceded|agreed)\b")
# Phrases that show that the speaker did say the words.
STANDING_BY = _pattern(
    r"(?:\bnot|n[’']t) (?:deny|denied|dispute|disputed)\b",
    rf"\b{_DENY} (?:\w+ ){{1,4}}?\w+, (?:saying|adding|telling)\b",
    r"\bclaim(?:s|ed) (?:that )?\W*$",
    r"\b(?:confirm|admit|acknowledg|conced|repeat|apologi[sz]|stands? by|stood by)\w*\b",
)
