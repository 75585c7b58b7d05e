"""Equivalent given names: Bill and William, Mohammed and Muhammad."""

from __future__ import annotations

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
