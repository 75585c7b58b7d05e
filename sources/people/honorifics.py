"""Titles, offices, honorifics and suffixes that accompany a name."""

from __future__ import annotations

FEMALE = frozenset(
    "mrs ms miss madam mme dame lady queen princess sister mother wife daughter aunt"
    " chairwoman spokeswoman congresswoman councilwoman assemblywoman actress 여사 양".split()
)
MALE = frozenset(
    "mr sir king prince brother father husband son uncle chairman spokesman congressman"
    " councilman assemblyman lord actor".split()
)
# Titles that precede a given name: Sir Keir, King Charles, Sister Mary.
BEFORE_GIVEN = frozenset("sir dame king queen prince princess pope saint sister brother".split())
ROYAL = frozenset("king queen prince princess pope saint".split())
# Titles that are also family names. They count as titles only if a name follows and only titles
# precede them.
NAMES_TOO = frozenset("king queen prince pope judge bishop major baron chief sister father".split())
# Words that are titles only in lowercase: "his son Hunter", but Choe Son Hui and Amit Shah.
SMALL_ONLY = frozenset(
    "mother wife daughter aunt brother husband son uncle player head host shah chair coach guide"
    " author marshal page analyst owner".split()
)
COURTESIES = frozenset(
    "mr mrs ms miss madam mme sir dame lady lord dr prof professor rev reverend hon"
    " honorable".split()
)
TITLES = (
    FEMALE
    | MALE
    | NAMES_TOO
    | COURTESIES
    | frozenset(
        "president vice-president minister premier chancellor secretary undersecretary"
        " senator sen representative rep congressman governor gov mayor ambassador"
        " envoy director deputy chairperson chair leader speaker spokesperson"
        " commissioner general gen colonel col captain capt lieutenant lt sergeant sgt"
        " admiral adm marshal officer sheriff justice attorney prosecutor lawmaker"
        " candidate nominee economist analyst expert researcher scientist historian"
        " author columnist editor reporter correspondent host anchor strategist adviser"
        " advisor aide consultant manager executive founder owner coach player pastor"
        " archbishop cardinal imam rabbi shah emir sultan sheikh sheik ayatollah"
        " comrade delegate diplomat councillor councilor councilmember superintendent"
        " principal ceo cfo coo pm fm official democrat republican rival lawyer activist"
        " administrator auditor"
        " commander head".split()
    )
)
MODIFIERS = frozenset(
    "crown the a an former ex acting late then incoming outgoing interim new senior first"
    " second third deputy vice prime foreign chief opposition ruling party national"
    " economic presidential".split()
)
# Words for what an office covers: "Minister of Land, Infrastructure and Transport".
DOMAINS = frozenset(
    "of for the and on to at state states united foreign affairs land infrastructure"
    " transport transportation national security office council finance economy"
    " economic trade industry energy resources defense defence interior exterior"
    " justice education science technology ict culture sports tourism unification"
    " health welfare labor labour employment environment agriculture food rural oceans"
    " fisheries gender equality family smes startups commerce treasury homeland"
    " intelligence planning policy planning safety public administration development"
    " budget strategy republic korea staff board committee commission parliament"
    " assembly senate house government central bank federal reserve".split()
)
BODIES = frozenset(
    "administration agency army assembly association authority bank board bureau center"
    " centre chamber coalition commission committee company corp corporation council"
    " court department embassy federation force foundation fund government group inc"
    " institute institution ltd ministry office organisation organization parliament"
    " party police senate service society team union university house cabinet congress"
    " campaign company co news newspaper agency press electronics motor motors"
    " engineering construction industries holdings airlines railways railroad".split()
)
# Bodies that belong to someone: the Trump administration is not Trump, whereas Samsung Electronics
# is Samsung.
DEPENDENT_BODIES = frozenset(
    "administration cabinet campaign embassy foundation government office team".split()
)
# Words that are omitted from the names of well-known companies.
COMPANIES = frozenset("co company corp corporation group inc ltd plc llc".split())
SUFFIXES = frozenset("jr sr ii iii iv junior senior".split())
POSTNOMINALS = frozenset("phd md esq mp mep kc qc cbe obe jd dds".split())

HANGUL_TITLES = frozenset(
    "대통령 총리 국무총리 부총리 장관 차관 차장 실장 처장 청장 대표 대변인 의원 위원장"
    " 위원 국무위원 국무위원장 원내대표 최고위원 비대위원장 시장 지사 도지사 군수"
    " 구청장 대사 회장 사장 부회장 부사장 이사장 이사 총재 행장 은행장 수석 수석비서관"
    " 비서관 비서실장 행정관 국장 과장 팀장 본부장 단장 센터장 소장 교수 총장 원장 박사"
    " 변호사 검사 판사 재판관 감독 선수 코치 배우 가수 작가 기자 앵커 아나운서 목사"
    " 신부 스님 추기경 주교 여사 씨 님 선생 선생님 후보 당선인 당선자 전무 상무 부장"
    " 대리 주석 서기장 총서기 국왕 왕세자 교황 대장 중장 준장 대령 사령관 의장 부의장"
    " 국회의장 대법원장 조정관 연구원 연구위원 관계자 대표이사 상임위원 전무이사 특사"
    " 공사 영사 총영사 이사관".split()
)
# Words that start with a family name by coincidence.
NO_HANGUL_NAMES = frozenset(
    "정부 정당 정무 정책 고위 국방 국정 국회 경제 경찰 한국 조선 현지 현대 전직 현직"
    " 신임 신문 이날 오늘 민정 민주 안보 사회 문화 문화부 기재부 국토부 국방부 제약"
    " 주한 주미 주중 유엔 여당 여권 북한 공동 선임 선거 상임 기획 기업 금융 대한 남한"
    " 방송 방위 변호 유럽 중국 인도 인사 홍보 지방 지역 위원".split()
)
# Words that qualify an office when next to a title, and are not names.
HANGUL_PLACES = frozenset(
    "미국 일본 중국 러시아 영국 독일 프랑스 인도 호주 캐나다 우크라이나 이스라엘"
    " 이란 베트남 우즈벡 우즈베키스탄 카자흐스탄 투르크메니스탄 키르기스스탄"
    " 타지키스탄 전 현 신임 고위 국가".split()
)
HANGUL_OFFICES = ("부", "실", "청", "처", "원", "당", "회", "위", "은행", "측", "국", "힘")
HANGUL_PARTICLES = (
    "께서는",
    "께서",
    "에게",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "과",
    "와",
    "도",
)
