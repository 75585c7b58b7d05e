"""Verbs: the words at which a noun phrase of a question ends."""

from __future__ import annotations

from sources.cues import VERBS as SPEAKING

AUXILIARIES = frozenset(
    "is are was were am be been being do does did has have had will would can could shall should "
    "may might must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't "
    "wouldn't can't couldn't shouldn't".split()
)
COPULAS = frozenset("is are was were isn't aren't wasn't weren't".split())
_REGULAR = """
    accept agree allow announce answer apply approve arrive ask attend award ban belong call
    cancel carry cause change charge close collect compare complain confirm consider contain
    continue convert cover create criticise criticize damage decide decline deliver demand deny
    depend deploy design destroy develop die disappear earn elect employ end enter exist expand
    expect expire explain export fail finance finish fire follow found fund happen head help
    hire hope host import improve include increase injure inspect install invest involve join
    kill land last launch learn like live look lower manage move name need offer open operate
    oppose order oversee own pass pay plan plant play praise prepare produce promise propose
    protect prove provide publish pull push question raise reach receive recommend reduce
    refuse reject release remain remember remove rename rent repair replace reply report
    require rescue resign return reveal rise rule save schedule score seem serve settle share
    show sign solve stand start stay stop study suffer supply support talk tax teach test touch
    trade train travel try turn use visit vote wait walk want warn watch work worry yield
""".split()
_IRREGULAR = """
    ate be bear bears beat beats became become becomes began begin begins begun bid bore born
    bought bring brings brought build builds built buy buys came catch catches caught choose
    chooses chose chosen come comes cost costs cut cuts deal dealt did do does done draw drawn
    draws drew drill drills drive driven drives drove eat eaten eats fall fallen falls feel
    feels fell felt fight fights find finds flew flies flown fly forget forgot fought found
    gave get gets give given gives go goes gone got gotten grew grow grown grows hear heard
    hears held hit hits hold holds keep keeps kept knew know known knows lay lead leads leave
    leaves led left lend lends lent let lets lie lies lose loses lost made make makes mean
    means meant meet meets met paid pays put puts ran read reads run runs sank sat saw see seen
    sees sell sells send sends sent set sets sink sinks sit sits sold speak speaks spend spends
    spent spoke spoken stand stands steal stole stolen stood strike struck take taken takes
    taught teach think thinks thought threw throw took understand wear went win wins won write
    writes written wrote
""".split()
# These are nouns as often; they are verbs only where no noun follows.
_NOUNS_TOO = frozenset(
    "answer answers award awards ban bans call calls change changes charge charges cost costs "
    "cover cut cuts damage deal deals demand design end ends export exports finance fire fires "
    "fund funds head heads help hope host hosts import imports increase land lead leads lie "
    "name names need needs offer offers order orders plan plans plant plants play plays promise "
    "question questions raise read reply report reports return rise rises rule rules run runs save "
    "score share shares show shows sign signs stand start starts stop stops study studies supply "
    "support talk talks tax test tests trade train trains travel turn use visit visits vote votes "
    "wait walk warning watch win wins work works".split()
)


def _forms(base: str) -> set[str]:
    if base.endswith("e"):
        return {base, f"{base}s", f"{base}d", f"{base[:-1]}ing"}
    if base.endswith("y") and base[-2] not in "aeiou":
        return {base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"}
    if base.endswith(("s", "x", "ch", "sh")):
        return {base, f"{base}es", f"{base}ed", f"{base}ing"}
    doubled = base + base[-1]
    return {base, f"{base}s", f"{base}ed", f"{base}ing", f"{doubled}ed", f"{doubled}ing"}


_VERBS = frozenset(form for base in _REGULAR for form in _forms(base)) | frozenset(_IRREGULAR)


def may_be_verb(word: str) -> bool:
    """Say whether a word in small letters may be a verb."""
    return word in _VERBS or word in SPEAKING or (len(word) > 4 and word.endswith("ed"))


def is_noun_too(word: str) -> bool:
    """Say whether a word that may be a verb is a noun as often."""
    return word in _NOUNS_TOO
