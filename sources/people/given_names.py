"""Given names: borne by men or women only, and equivalent ones such as Bill and William."""

from __future__ import annotations

from typing import Literal

_FEMALE = frozenset(
    """
    abigail ada adele agnes aisha alejandra alice alicia alina alison amanda amelia amina amy
    ana anastasia angela anita ann anna anne annie antonia ariana arlene astrid audrey barbara
    beatrice beatriz becky bella bernadette beth betty beverly bianca birgit brenda bridget
    brigitte brooke camila camilla carla carmen carol caroline carolyn catherine cecilia celia
    charlotte chelsea cheryl chloe christina christine cindy claire clara claudia colleen
    condoleezza constance cristina cynthia daisy daniela danielle debbie deborah deirdre denise
    diana diane dolores donna dora doris dorothy edith eileen elaine eleanor elena elisabeth
    elise elizabeth ella ellen elsa emily emma erica erika esther eva eve eveline evelyn farah
    fatima fatma fiona frances francesca freya gabriela gabriella gail geraldine gertrude gina
    giorgia gisele gladys gloria grace greta gretchen gwen hannah harriet heather heidi helen
    helena helga henrietta hilary hilda hillary ida imelda ines ingrid irene irina iris isabel
    isabella isla ivanka jane janet janice jasmine jeanne jenna jennifer jenny jessica jill joan
    joanna joanne johanna josephine joyce juanita judith judy julia julie juliet kamala karen
    karin kate katherine kathleen kathryn kathy katie katrina kayla kimberly kirsten kristen
    kristin kristina laila lara laura lauren lea leah leila lena leticia lila liliana lillian
    lily linda lisa liz lois loretta lori lorraine louise lucia lucy luisa lydia madeleine
    madeline maggie malala manuela marcia margaret margarita margot maria mariana marianne marie
    marilyn marina marissa marjorie marlene marsha marta martha mary matilda maureen maya megan
    meghan melania melanie melinda melissa meredith meryl mia michelle mildred miriam molly mona
    monica nadia nadine nancy naomi natalia natalie natasha nicole nina nora norma olga olivia
    oprah pamela patricia paula pauline peggy penelope phoebe phyllis priscilla priya rachel
    ramona rebecca regina renee rita roberta rosa rosalind rosanne rose rosemary roxanne ruth
    sabrina sally samantha sandra sara sarah serena sharon sheila sheryl shirley silvia sonia
    sophia sophie stella stephanie sue susan susanna suzanne svetlana sylvia tamara tamsin tanya
    tara teresa tess thelma theresa tiffany tina ursula valentina valerie vanessa vera veronica
    victoria viola violet vivian wanda wendy whitney wilma winifred yasmin yolanda yvette yvonne
    zoe
    """.split()
)
_MALE = frozenset(
    """
    aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alejandro alexander
    alfonso alfred ali allan alun alvaro amir anders andre andreas andres andrew andrey andy
    angus anthony anton antonio antony archie arnold arthur arturo barack barry bart bartholomew
    basil benedict benjamin bernard bernardo bernie bertrand bill bob boris brad bradley brendan
    brett brian bruce bruno bryan callum carl carlo carlos cecil cedric cesar charles charlie
    christian christopher chuck clarence claude clive colin conor craig crispin curtis cyril
    dale damian damien dan daniel danny darren dave david dennis derek desmond diego dimitri
    dirk dmitri dmitry dominic don donald doug douglas duncan dwayne dwight eamon ed eddie edgar
    edmund eduardo edward edwin elijah elon emmanuel enrique eric erik ernest ernesto ethan
    eugene evan evgeny felipe felix ferdinand fernando francisco frank franklin franz fred
    frederick fritz gareth gary gavin geoff geoffrey george gerald gerard gerhard gianni gilbert
    giovanni giuseppe glenn gonzalo gordon graham greg gregory guillermo gunther gustavo hamish
    hamza hans harold harry hassan hector heinrich helmut henrik henry herbert hermann hugh hugo
    hussein ian ibrahim ignacio igor imran ismail ivan jack jacob jacques jake james jared jason
    javier jay jeff jeffrey jens jeremiah jeremy jerome jerry jesus jim jimmy joachim joe joel
    johan john johnny jon jonas jonathan jorge jose joseph josh joshua juan julio jurgen justin
    kareem karl keir keith ken kenneth kevin khalid klaus konrad kurt kyle larry lars laurence
    lawrence leo leon leonard leonid leopold liam lionel lorenzo louis lucas luigi luis lukas
    luke magnus mahmoud malcolm manuel marc marcel marco marcus mario mark markus martin marvin
    mateo mathieu matt matthew matthias maurice max maximilian mehdi michael miguel mike mikhail
    mitch mitt mohamed mohammad mohammed muhammad murray mustafa narendra nathan nathaniel ned
    neil nelson niall nicholas nick nicolas niels nigel norman olaf oleg oliver omar osama oscar
    otto owen pablo patrick paul pedro pete peter phil philip philippe pierre rafael rahul
    rajesh ralph ramon raul raymond recep reginald rene ricardo richard rick rishi rob robert
    roberto rodney rodrigo roger roland ronald rory ruben rudolf rudy rupert russell samir
    samuel sanjay saul sean sebastian sergei sergey sergio shane shaun sidney simeon simon
    stanley stefan stephen steve steven stewart stuart sven tariq ted terence terrence theodore
    thomas tim timothy toby todd tom tommy tony trevor tyler umar vaughn victor vikram vincent
    vivek vladimir volodymyr wallace walter warren wayne wilhelm william winston wolfgang xavier
    yousef yusuf zachary zbigniew
    """.split()
)


def given_gender(word: str) -> Literal["female", "male"] | None:
    """Return the usual gender of a given name, or None if it is not listed."""
    lowered = word.lower()
    if lowered in _FEMALE:
        return "female"
    return "male" if lowered in _MALE else None


_GROUPS = """
abigail abby
albert al bert
alexander alex
alexandra alex sandra
alfred al fred
andrew andy drew
anthony tony
benjamin ben
bernard bernie
catherine katherine kathryn kate cathy kathy katie
charles charlie chuck
christine christina chris tina
christopher chris
daniel dan danny
david dave
deborah debbie deb
donald don donnie
douglas doug
edward ed eddie ted
elizabeth liz beth betsy eliza betty
eugene gene
francis frank
franklin frank
frederick fred freddie
geoffrey geoff
gerald gerry jerry
gregory greg
harold harry hal
henry harry hank
jacob jake
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jessica jess
john johnny jack jon
jonathan jon
joseph joe joey
joshua josh
kenneth ken kenny
kimberly kim
lawrence larry laurence
leonard len lenny
louis lou
margaret maggie peggy meg
matthew matt
michael mike mick mickey
mitchell mitch
mohammed muhammad mohamed mohammad muhammed mohamad
nancy nan
nathaniel nathan nate
nicholas nick nicolas
pamela pam
patricia pat patty tricia
patrick pat paddy
peter pete
philip phil phillip
rafael rafa
raymond ray
rebecca becky
richard dick rick rich ricky
robert bob bobby rob robbie
ronald ron ronnie
samuel sam
samantha sam
stephen steven steve
susan sue susie
terence terry
theodore ted teddy theo
thomas tom tommy
timothy tim
valerie val
victor vic
victoria vicky
vincent vince
walter walt
william bill will billy willie
zachary zach zack
george
hillary
barack
kamala
laura
sarah
emma
paul
mark
mary
jane
scott
ross
lewis
martin
howard
gordon
allen
craig
stuart
neil
simon
adam
grant
dean
keith
kelly
taylor
jordan
ryan
logan
tyler
kevin
brian
eric
julia
anna
alice
""".strip().splitlines()


def _by_name() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for name in group.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(groups) for name, groups in found.items()}


_BY_NAME = _by_name()


def is_given(word: str) -> bool:
    """Return True if a lowercase word is a listed given name."""
    return word in _BY_NAME


def are_one_given(one: str, other: str) -> bool:
    """Return True if two lowercase given names are the same, or short forms of the same name."""
    if one == other:
        return True
    groups, others = _BY_NAME.get(one, frozenset()), _BY_NAME.get(other, frozenset())
    return not groups.isdisjoint(others)
