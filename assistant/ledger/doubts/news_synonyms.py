"""Synonyms used in news, and similar vectors that are not synonyms.

Two words are interchangeable if a table lists them in one group, or if their vectors are similar.
Similarity alone does not distinguish what was requested from what was received.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.ledger.doubts.opposites import opposites
from sources.language.analysis import Analysis
from sources.language.stems import stem

# The maximal distance between two words of a phrase: "handed it in".
_BETWEEN = 3
# Groups of synonyms, with "+" between the words of a phrase.
_GROUPS = """
    abroad overseas foreign; accept agree approve consent endorse adopt back; accident crash
    incident; accuse charge allege; add increase; additional further extra more another; adviser
    expert specialist analyst; affordable cheap inexpensive; agree share; agreement deal contract
    pact accord treaty; alliance partnership cooperation; allow permit let enable; alone only sole
    just; alter change amend modify shift; answer reply respond comment; apply application submit
    file lodge hand+in; appoint name hire elect; area region zone district province; army military
    troop soldier; arrest detain; arrive reach come+to get+to; ask request seek appeal; attack
    assault raid strike; authority administration government official officer; ballot vote poll
    election elect; ban bar forbid prohibit; begin start launch open commence initiate; believe
    think consider; belong own possess; bid offer; big large great huge major sizeable; bill law act
    legislation; boat ship vessel; boss head chief chair president director leader; build construct
    erect make create assemble produce manufacture; builder maker manufacturer producer; building
    house premises; business company firm enterprise operator corporation manufacturer; buy purchase
    acquire order procure; call describe label term; call name dub; call+for demand require want;
    capital city; car vehicle carriage; carry transport bring ship haul; carry+on continue keep
    go+on; cash money fund funds budget; casualty victim dead kill injure; cause reason because;
    charge fee price cost fare tariff; check examine inspect verify test; child kid young; choice
    selection decision; choose pick select decide; city town municipality municipal; client customer
    buyer consumer; close shut; cold cool chill; collaborate cooperate together jointly; collect
    gather; combat fight war conflict; come+to total worth amount; complete finish end conclude;
    complimentary free no+cost no+charge without+charge; concern worry fear; condition term;
    conflict war fight unrest; contain include comprise consist; contest competition; cool
    refrigerate chill; cost price spend pay worth; country nation state; course lesson class
    training; credit loan lend borrow; criticise attack condemn; crop harvest; crucial key important
    major; cultivate grow farm; current present now today; cut lower reduce reduction; danger risk
    threat hazard; dead die death kill; decade ten; decide determine settle; decline fall drop
    decrease go+down lower less; decline refuse reject turn+down rebuff; defeat beat; delay late
    postpone; demand rule require; deny dispute reject; depart leave quit go+away; device machine
    equipment tool; difficult hard tough; disagree dispute contest question; discover find detect;
    discuss talk discussion negotiation talks; disease illness sick ill; dismiss fire sack lay+off;
    display show demonstrate; doctor physician; donate gift give; doubt sceptical skeptical unsure;
    due mean schedule expect plan; dwelling home house; early soon; earmark reserve allocate
    set+aside; earn make income salary wage pay; earnings profit gain; easy simple; edition version;
    elderly old; electricity power energy; employ hire recruit take+on; employ staff work job;
    employee staff worker personnel; end finish stop close; enter join; entire whole full; error
    mistake wrong; evening night; exam examination test; expense cost spending; expert specialist;
    famous known; farm orchard; farmer grower producer; fast quick rapid; few handful; figure number
    total amount; film movie; final last latest; finance fund pay; finding result outcome; first
    initial earliest inaugural debut until never; fit install put+in mount; fix mend repair renovate
    restore overhaul; flight plane aircraft jet fly air; follow next after; former old ex; found
    establish set+up create; fresh new recent; frontier border; fuel gas oil petrol; get receive
    obtain gain win; glad happy pleased welcome praise; go+up rise increase climb grow; goal aim
    target; good well; grant give award; guarantee warranty; guest visitor tourist; guide lead; hand
    give; head lead chair run direct; help aid assist support assistance; hidden secret; hill
    mountain; hire rent lease; hold have; hope wish want aim; hurt injure wound; image picture photo
    photograph; inform tell notify; initially first; instruct teach train; instructor teacher
    trainer lecturer schoolteacher; intend plan want aim propose; issue publish release; job work
    post employ hire; journalist reporter; journey trip travel visit; judgment ruling verdict; keep
    leave left remain stay hold; lack missing without short+of shortage scarce; last final; later
    after; launch start open; lead run head chair; leak spill; learn study train; leave+out miss
    missing omit; let rent; licence license permit permission; line route; link connect between;
    little small tiny; live reside; local resident villager inhabitant people; look+for seek search;
    lower below less; main chief major; majority most more+than+half; make+public publish disclose
    release; manage run oversee head charge+of responsible; many numerous several lot; market sell;
    match game; measure record; meet meeting talks summit; mission task; monitor watch observe
    track; movie film; much lot; near close beside; need must have+to require necessary; new recent
    latest; obtain get receive; offer provide supply; office bureau; official officer; operate run
    work; opinion view; opponent rival competitor competing; outlet shop store; overtake pass; own
    have possess belong; paper document; parliament assembly; part portion share; participant
    member; passenger traveller traveler; path route way; pay+back repay repayment; people person
    resident citizen; permission permit leave; phone telephone call; pick gather choose; place put
    set; plan schedule due intend; plan scheme programme program project; player team; pledge
    promise vow commit undertake guarantee; police officer; post position job; prefer rather favour;
    prepare ready; price value cost worth; print publish; prison jail; prize award; programme
    program; promote advance; protest demonstrate demonstration rally march; prove show demonstrate;
    provide give supply; pupil student trainee schoolchild; put+off delay postpone; quarter 25;
    question query; quit resign step+down resignation; railway rail train railroad; rare scarce;
    recycle reuse; refuse decline; remain stay still; remove take+out; repeat again once+more resit;
    replace instead successor succeed; report story article; require need demand; rescue save;
    research study survey; researcher scientist; retire leave; return come+back give+back; reveal
    disclose show lay+bare; road street; rule law regulation; run go operate travel service; safe
    secure; sailor seaman; sale sell; sample specimen; school academy college; sea ocean; sell sale
    market; send dispatch transmit; serve service; share stock; shop store supermarket market; show
    reveal; site place; speak talk; speaker spokesman spokeswoman spokesperson; speed fast rate;
    spokesman spokeswoman spokesperson; squad team side; staff crew; stage phase; storm
    thunderstorm; strong firm powerful; study survey; submit send; supplier provider maker; supply
    deliver provide; swap exchange; take+part participate join; team group; tell inform; term
    period; territory area; tie link; tour trip visit; toxic poison; try attempt; underline stress
    emphasise; university college; unveil show present; urge call+on press; use employ apply utilise
    rely; vast huge; violent fierce; vital important; vulnerable fragile weak; warm heat hot; weak
    fragile; website site online internet; wide broad; win victory; wish want; write author; yearly
    annual year
""".split(";")


Phrase = tuple[str, ...]


@lru_cache(maxsize=1)
def _mates() -> dict[Phrase, frozenset[Phrase]]:
    """Return the synonyms of each word or phrase, all as stems."""
    found: dict[Phrase, set[Phrase]] = {}
    for group in _GROUPS:
        members = {tuple(stem(word) for word in each.split("+")) for each in group.split()}
        for each in members:
            found.setdefault(each, set()).update(members - {each})
    return {one: frozenset(others) for one, others in found.items()}


@lru_cache(maxsize=1)
def _several() -> dict[str, frozenset[Phrase]]:
    """Return the phrases that contain each stem."""
    found: dict[str, set[Phrase]] = {}
    for phrase in _mates():
        for part in phrase if len(phrase) > 1 else ():
            found.setdefault(part, set()).add(phrase)
    return {part: frozenset(phrases) for part, phrases in found.items()}


def substitutes(stemmed: str, said: Analysis | None = None) -> frozenset[Phrase]:
    """Return the synonyms of a word, each as the stems of one or more words.

    If the text that contains the word is given, the word may be part of a phrase there.
    """
    phrases = [] if said is None else _several().get(stemmed, frozenset())
    found = [p for p in phrases if said is not None and stands(p, said)]
    mates = _mates()
    return frozenset().union(*(mates.get(each, frozenset()) for each in [(stemmed,), *found]))


def stands(phrase: Sequence[str], reading: Analysis) -> bool:
    """Return True if the words of a phrase are in a text, close together."""
    if not reading.stems.issuperset(phrase):
        return False
    places = [[n for n, w in enumerate(reading.words) if w.stem == part] for part in phrase]
    reached = set(places[0])
    for further in places[1:]:
        reached = {n for n in further if any(n - gap in reached for gap in range(1, _BETWEEN + 1))}
    return bool(reached)


# Words for an intention, and for its outcome.
_MEANT = frozenset(
    stem(word)
    for word in "order ask request seek apply plan promise pledge agree propose offer want hope "
    "intend expect invite bid demand consider announce approve schedule".split()
)
_CAME = frozenset(
    stem(word)
    for word in "receive received get got obtain deliver delivered arrive cancel cancelled "
    "withdraw refuse reject complete finish finished".split()
)


@lru_cache(maxsize=16_384)
def apart(word: str, stemmed: str, other: str, other_stem: str) -> bool:
    """Return True if two words are never interchangeable, however similar their vectors are."""
    if opposites(word, stemmed) & {other, other_stem}:
        return True
    pair = {stemmed, other_stem}
    return bool(pair & _MEANT) and bool(pair & _CAME)
