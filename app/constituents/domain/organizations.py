"""The telling words of an organization's name."""

from functools import lru_cache

from app.constituents.domain.blanks import is_blank_word
from app.constituents.domain.scripts import latin
from app.constituents.domain.text import by_word

_WORDS = by_word(
    {
        "academy": "acad acdmy",
        "agency": "agcy",
        "american": "amer",
        "association": "assn assoc assocs asso associations",
        "associates": "assocts",
        "baptist": "bapt",
        "brothers": "bros",
        "building": "bldg",
        "catholic": "cath",
        "center": "ctr cntr cent centre centers centres ctrs",
        "children": "childrens chldrn childs child",
        "christian": "chr",
        "church": "ch chrch churches",
        "college": "coll",
        "committee": "cmte cmtee",
        "community": "cmty comm commty communities",
        "conference": "conf",
        "council": "cncl cnsl",
        "county": "cnty co",
        "department": "dept dpt",
        "development": "dev devel",
        "district": "dist",
        "education": "educ ed",
        "elementary": "elem",
        "federation": "fed",
        "foundation": "fdn fndn found fdtn fnd foundations fund",
        "government": "govt gov",
        "group": "grp",
        "high": "hs",
        "historical": "hist",
        "hospital": "hosp hosps hospitals",
        "institute": "inst",
        "insurance": "ins",
        "international": "intl internatl int",
        "junior": "jr",
        "library": "lib libr",
        "lutheran": "luth",
        "management": "mgmt mgt",
        "manufacturing": "mfg",
        "medical": "med",
        "memorial": "mem meml",
        "methodist": "meth",
        "ministries": "min ministry",
        "mount": "mt",
        "museum": "mus",
        "national": "natl nat",
        "north": "n no",
        "south": "s so",
        "east": "e",
        "west": "w",
        "orchestra": "orch",
        "organization": "org orgn organisation",
        "partners": "ptnrs partner",
        "philharmonic": "phil",
        "presbyterian": "presb presby",
        "public": "pub",
        "regional": "reg regl",
        "rehabilitation": "rehab",
        "research": "rsch",
        "saint": "st saints",
        "school": "sch schl schools",
        "science": "sci sciences",
        "service": "svc svcs serv services srvcs",
        "society": "soc",
        "systems": "sys system",
        "technology": "tech technologies",
        "theater": "theatre thtr",
        "united": "utd",
        "university": "univ",
        "volunteer": "vol volunteers",
        "youth": "yth",
    }
)
_SPELLED_OUT = frozenset(_WORDS.values())
_EMPTY = frozenset(
    """the a an of and for at in on to by de la le les des du der die das und fur y el los e i et
    inc incorporated llc llp lp pllc ltd limited corp corporation company gmbh mbh ggmbh ev eingetragener
    verein ag plc sa srl bv nv oy ab as aps pty cic nfp npo 501c3 501 c3 pc pa""".split()
)
_LEGAL_BEHIND = frozenset({"co", "cos"})


@lru_cache(maxsize=16_384)
def organization_of(name: str) -> str:
    """Its telling words in their order, abbreviations spelled out; legal forms and small words dropped.

    A name of small words alone keeps them.
    """
    if not name or is_blank_word(name):
        return ""
    words = latin(name.replace(".", "").replace("&", " and ")).split()
    if len(words) > 1 and words[-1] in _LEGAL_BEHIND:
        words.pop()
    telling = [_WORDS.get(word, word) for word in words if word not in _EMPTY]
    return " ".join(telling or words)


def is_no_fuller(new: str, old: str) -> bool:
    """True when two names are those of one organization and the new one spells out no word that the old cuts.

    "The Elm Fdn." is no fuller than "Elm Foundation, Inc.", nor is that than "Elm Foundation".
    """
    if not new or organization_of(new) != organization_of(old):
        return False
    said, known = (set(latin(name.replace(".", "")).split()) for name in (new, old))
    return not (said - known) & _SPELLED_OUT
