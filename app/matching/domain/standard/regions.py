"""Towns and regions under one spelling: "Ohio" and "OH", "Saint Louis" and "St. Louis"."""

from functools import lru_cache

from app.constituents.domain.blanks import is_blank_word
from app.constituents.domain.scripts import latin
from app.constituents.domain.text import by_word

_NAMED = """
al alabama, ak alaska, az arizona, ar arkansas, ca california, co colorado, ct connecticut, de delaware, dc
district of columbia, fl florida, ga georgia, hi hawaii, id idaho, il illinois, in indiana, ia iowa, ks
kansas, ky kentucky, la louisiana, me maine, md maryland, ma massachusetts, mi michigan, mn minnesota, ms
mississippi, mo missouri, mt montana, ne nebraska, nv nevada, nh new hampshire, nj new jersey, nm new mexico,
ny new york, nc north carolina, nd north dakota, oh ohio, ok oklahoma, or oregon, pa pennsylvania, pr puerto
rico, ri rhode island, sc south carolina, sd south dakota, tn tennessee, tx texas, ut utah, vt vermont, va
virginia, wa washington, wv west virginia, wi wisconsin, wy wyoming, ab alberta, bc british columbia, mb
manitoba, nb new brunswick, nl newfoundland and labrador, ns nova scotia, on ontario, pe prince edward
island, qc quebec, sk saskatchewan, nsw new south wales, qld queensland, vic victoria, tas tasmania, act
australian capital territory
"""
_STATES = {name: code for code, name in (state.split(maxsplit=1) for state in _NAMED.split(","))}
_BEGIN_WITH_ZERO = frozenset({"ct", "ma", "me", "nh", "nj", "pr", "ri", "vt"})
_WORDS = by_word(
    {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
    | {
        "n": "north",
        "s": "south",
        "e": "east",
        "w": "west",
        "hts": "heights",
        "spgs": "springs",
        "twp": "township",
    }
)


@lru_cache(maxsize=4_096)
def region_of(text: str) -> str:
    """The region's usual code where its name is known, else the words as they are."""
    plain = latin(text)
    return _STATES.get(plain, plain)


@lru_cache(maxsize=16_384)
def city_of(text: str) -> str:
    """The town's words with the usual abbreviations; "" for a town that is not known."""
    if is_blank_word(text):
        return ""
    return " ".join(_WORDS.get(word, word) for word in latin(text).split())


def with_zero(postcode: str, region: str, country: str) -> str:
    """The ZIP code with the zero that a spreadsheet ate, where only the state tells that it is one."""
    is_short = len(postcode) == 4 and region in _BEGIN_WITH_ZERO and not country and postcode.isdecimal()
    return f"0{postcode}" if is_short else postcode
