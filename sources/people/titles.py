"""Nouns for people and bodies that can speak, in addition to the titles that accompany a name."""

from __future__ import annotations

from sources.language.calendar_names import LOWER_MONTHS, LOWER_WEEKDAYS
from sources.people import honorifics


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


MALE = honorifics.MALE | _words(
    """
    boy businessman cameraman fisherman gentleman grandfather man mr. nephew policeman
    salesman
    """
)
FEMALE = honorifics.FEMALE | _words(
    """
    businesswoman girl grandmother mrs. ms. niece policewoman woman
    """
)
HONORIFICS = _words(
    """
    dame dr dr. lady lord madam miss mr mr. mrs mrs. ms ms. prof prof. rev rev. sir
    """
)
ABBREVIATED = _words(
    """
    capt capt. ceo cfo col col. coo del del. fm gen gen. gov gov. hon hon. lt lt. pm rep
    rep. sen sen. sgt sgt. st st.
    """
)
# Nouns for one person, by office or trade.
ROLES = (
    MALE
    | FEMALE
    | _words(
        """
    anthropologist archaeologist archivist barrister beekeeper bookseller botanist
    choreographer composer coroner cyclist dentist ecologist electrician filmmaker firefighter
    goalkeeper headmaster headmistress headteacher illustrator jockey landlady landlord
    lecturer magistrate mathematician midfielder midwife novelist organiser paramedic
    pharmacist photographer pianist playwright plumber psychiatrist psychologist registrar
    sculptor shopkeeper skipper sociologist swimmer vet vicar violinist zoologist
    accountant activist actor administrator admiral adviser advisor advocate agent aide
    ambassador analyst anchor archbishop architect artist attorney auditor author baker
    banker biologist bishop breeder businessperson campaigner candidate captain cardinal
    chair chairperson chancellor chemist chief co-founder coach colleague colonel columnist
    commander commentator commissioner conductor consultant contender coordinator
    correspondent councillor councilmember councilor counsel critic curator delegate deputy
    detective developer diplomat director director-general doctor donor driver economist
    editor emir engineer entrepreneur envoy executive expert farmer fellow fisher founder
    friend frontrunner gardener general geologist governor guard guide head historian host
    hydrologist imam incumbent inspector interpreter investor journalist judge justice
    lawmaker lawyer leader legislator librarian lieutenant lobbyist manager marshal mate
    mayor member minister moderator monarch negotiator neighbor neighbour nominee nurse
    officer official operative opponent organizer owner parent partner pastor person
    physician physicist pilot player political-scientist pollster pope premier president
    priest principal professor prosecutor rabbi refugee reporter representative researcher
    resident reverend rival running-mate scholar scientist secretary secretary-general
    senator sergeant sheriff singer source speaker spokesperson staffer strategist student
    sultan superintendent supporter surgeon surrogate survivor teacher technician trader
    translator trooper undersecretary veteran vice-minister vice-president victim voter
    widow witness worker writer
    """
    )
)
# Nouns for several people, or for a body that can speak.
BODIES = _words(
    """
    activists ad administration advertisement advisers advisors advocates agency aides
    allies analysts article association authorities authority bank board bureau campaign
    commission committee companies company complaint council court critics democrats
    department developers doctors document drivers economists editorial embassy engineers
    experts farmers firm foundation government group house institute investigators journal
    judges lawmakers lawsuit lawyers leaders letter magazine many members memo ministers
    ministry network newspaper office officers officials opponents organisation organization
    others outlet panel paper parents parliament party people players police poll post
    prosecutors report reporters republicans researchers residents scientists senate service
    some sources spokespeople statement students study supporters survey teachers team tweet
    union university voters website witnesses workers
    """
)
# Capitalised words that show that a name is not a person's.
NO_PERSON = _words(
    """
    act agency agreement airport america american association avenue bank bill board bureau
    center central centre city club college commission committee company conference congress
    corp corp. corporation council county courier court cup daily day democratic department
    district east embassy express federal federation forum foundation fund games group
    herald hospital house inc inc. initiative institute international island islands journal
    laboratory lake lantern league ledger ltd ltd. magazine media ministry museum nation
    national nations network news north observatory office organisation organization
    parliament party plan police post press project railway railways report republic
    republican review river road school sea security senate service society south square
    state states station strategy street summit times today treaty tribune union united
    university valley war weekly west white wire world york
    """
)
# Lowercase words that are never part of a noun phrase, or are capitalised only at the start of a
# sentence.
FUNCTION_WORDS = _words(
    """
    a about above according accordingly added after again against all along already also
    although always am amid among an and another any are around as ask asked at be because
    been before behind being below beneath beside besides between beyond both but by can
    could despite did do does doing down during each earlier even ever every except few for
    from furthermore had has have having he hence her here herself him himself his how
    however i if in indeed inside instead into is it its itself just later less like many
    may maybe me meanwhile might more moreover most much must my near never nevertheless no
    nor not now of off often on once one only onto or other our out outside over past per
    perhaps regarding said say says several shall she should since so some sometimes soon
    still tell than that the their them themselves then there therefore these they this
    those though through throughout thus till to told too toward towards under unless unlike
    until up upon us very via was we well were what when whenever where whereas wherever
    whether which while who whom whose why will with within without would write yes yet you
    your
    """
)
TIMES = _words(
    """
    afternoon evening month morning night today tomorrow tonight week year yesterday
    """
) | (LOWER_MONTHS - {"may"}).union(LOWER_WEEKDAYS)
