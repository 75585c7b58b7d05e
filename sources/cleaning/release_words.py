"""The kinds of words in lines that state when a press release may be published."""

from __future__ import annotations

import re

from sources.language.calendar_names import KOREAN_WEEKDAYS, names_part_of_date

_WORDS = {
    # Forms that headlines seldom have.
    "embargoed": r"embargo?(?:ed|ad[oa]|é) \w*sperr(?:e?frist|vermerk)\w*",
    "embargo": r"""\w*(?:embarg|ambargo|εμπάργκο|эмбарго|ембарго|محظور|حظر|エンバーゴ)\w* 엠바고
        (?:報道)?解禁\w* (?:新闻)?禁[发發]\w* (?:보도|공개)(?:가능|요청)?(?:시점|일시|시각|제한)""",
    "held": r"hold held confiden\w+ riservat\w vertraulich vertrouwelijk конфиденциально",
    "not": "not no nicht keine? ne pas non não niet nie не ej inte ikke ei değil",
    "for_use": "for(?:publication|release|broadcast|use|transmission|distribution)",
    "be": "be",
    "published": r"""publi\w+ releas\w+ broadcast\w* transmi\w+ distribut\w+ used?
        veröffentlich\w+ freigabe frei freigegeben verwend\w+ pubbli\w+ diffu\w+ diffond\w+
        difu[ns]\w+ divulg\w+ gepubliceerd vrijgave verspreid\w* (?:о?публик|распростран)\w+
        julkais\w+ النشر yayı[nm]\w* (?:u|o)?publik\w+""",
    "reported": r"""(?:보도|게재|사용|공개)(?:하여|해도?|할|될|됩니다|함|가능\w*|요망|바람|를|을)?
        (?:보도|게재)(?:부탁|요청)\w*""",
    "until": r"""until till? before prior bis vor avant jusqu antes hasta fino prima tot voor até до
        do przed före före före innan ennen asti saakka kadar önce حتى قبل \d*시?까지""",
    "from": r"""from after ab nach partir desde dal vanaf с после od från fra alkaen
        (?:\d+[일시분]|조간|석간|오[전후])?(?:부터|이후) 조간 석간""",
    "time_of": "date time datum zeitpunkt fecha data datetime",
    "at_once": r"""immediate(?:ly)? none sofort\w* immédiate? inmediat[ao] immediat[ao]
        (?:배포)?(?:즉시|와?동시에?|시부터|후) 없음 해제 수시""",
    "date": rf"\d\w* ore klo? godz às noon 오전 오후 정오 [{KOREAN_WEEKDAYS}]요일",
    # Words that state nothing themselves.
    "beside": rf"""a the to be and or on by at of under strict strictly private press media news for
        this document statement report study paper material information copy redebeginn
        local midnight sharp hrs hours ends? expires? gmt utc bst am pm [pmh] der die das dem den
        des zum zur zu für und am um uhr von bitte presse\w* le la les l de du au aux à pour et
        heures? el los las del al horas? hs y para por il lo di da dell alle e per o as em dia op om
        uur het en van den года г час(?:ов|а)? ч мск в и r dnia sous får stricto bajo sob sotto
        onder unter من الساعة يوم [{KOREAN_WEEKDAYS}이본동수함을를] (?:보도)?자료[는의를]? 배포
        있(?:음|습니다) 가능\w* 합니다 요망 요청 부탁 (?:부탁)?드립니다 주시기 주십시오 주세요
        바랍니다 바람 추후 별도 공지 예정 준수 하여 해도?""",
}
_KINDS = re.compile(
    "|".join(f"(?P<{kind}>{'|'.join(words.split())})" for kind, words in _WORDS.items())
)
# Some labels are written as several words.
WORD = re.compile(
    r"for (?:publication|release|broadcast|use|transmission|distribution)\b"
    r"|(?:보도|공개) ?(?:(?:가능|요청) ?)?(?:시점|일시|시각|제한)|[^\W_]+",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[A-Z]{2,4}T")


def listed_kind(word: str) -> str | None:
    """Return the kind of a listed word, a number or a time zone, or None."""
    found = _KINDS.fullmatch(word.casefold().replace(" ", ""))
    return found.lastgroup if found else "beside" if _ZONE.fullmatch(word) else None


def kind_of(word: str) -> str | None:
    """Return the kind of a word, also of a month or weekday in any language, or None."""
    return listed_kind(word) or ("date" if names_part_of_date(word) else None)
