"""Names of people as they are compared: titles, couples, initials, particles, suffixes taken apart."""

import re
from functools import lru_cache
from typing import NamedTuple

from app.constituents.domain.blanks import is_blank_surname, is_blank_word
from app.constituents.domain.names import COUPLE, generation
from app.constituents.domain.nicknames import is_given
from app.constituents.domain.scripts import latin
from app.constituents.domain.text import by_word
from app.matching.domain.identity import PARTNER

_GENDERS = by_word(
    {
        "m": "mr mister sir herr hr senor monsieur mons m lord signor sig brother father fr don",
        "f": "mrs ms miss mme mlle madame madam mdm frau senora sra srta lady dame signora sister",
    }
)
_TITLES = frozenset(
    """mr mister mrs ms miss mx mme mlle madame monsieur herr frau sir dr doctor prof professor rev reverend
    hon senor senora sra srta rabbi pastor capt captain sgt lt col maj gen""".split()
)
PARTICLES = frozenset(
    """abd abdel abdul abu af al ap av ben bin bint da dal das de degli dei del della delle den der des di dos
    du el fitz ibn la las le les lo los mac mc o san santa st te ten ter tho van vande vanden vander ver vom
    von zu zum zur""".split()
)
_BETWEEN_PARTS = frozenset({"y", "e", "i"})
_PROFESSIONS = frozenset(
    """md phd cpa esq esquire dds dmd dvm rn jd mba edd psyd pharmd lcsw lmsw msw faia aia cfp cfa cfre lpn
    ret retd usn usaf usmc usa obe mbe cbe freng facs""".split()
)
_HOUSEHOLD = frozenset({"family", "household", "fam"})
_ALWAYS_TITLES = frozenset({"mr", "mrs", "dr"})
_COMPANY = _HOUSEHOLD | {"friends", "kids", "children", "guest", "spouse", "wife", "husband", "partner"}
_ASIDE = re.compile(r"[(\[\u201c\u201e\"]\s*([^()\[\]\"\u201c\u201d\u201e]+?)\s*[)\]\"\u201d]")
_BORN = re.compile(r"[\s(\[](?:n\u00e9e?|nee|born|geb\.?|formerly)\s+(.+)$", re.IGNORECASE)
_DOTTED = re.compile(r"\b((?:[A-Za-z]{1,2}\.){2,})")
_LIST = re.compile(r"[,;/]|\bor\b")
_VOWELS = frozenset("aeiouy")


class Given(NamedTuple):
    """What a first and a middle name tell."""

    first: str
    middle: str
    others: tuple[str, ...]
    gender: str
    generation: str


class Surname(NamedTuple):
    """What a last name tells; `parts` are parted by blanks."""

    parts: str
    former: str
    generation: str


@lru_cache(maxsize=4_096)
def gender_of(title: str) -> str:
    """The gender that a title states, "" for a title of two or of neither."""
    told = {_GENDERS[word] for word in latin(title).split() if word in _GENDERS}
    return told.pop() if len(told) == 1 else ""


@lru_cache(maxsize=8_192)
def given_of(first: str, middle: str) -> Given:
    """First and middle names; a partner, a joined spelling or a name in brackets is another name."""
    if is_blank_word(first):
        first = ""
    asides = [word for aside in _ASIDE.findall(first) for word in latin(aside).split()[:1]]
    sides = [_words(side) for side in COUPLE.split(_ASIDE.sub(" ", first))]
    named = [words for words, _ in sides if words] or [asides[:1]]
    mine, behind = _without_generation(named[0])
    more, behind_more = _without_generation([] if is_blank_word(middle) else latin(middle).split())
    partners = [words[0] + PARTNER for words in named[1:] if words[0] not in _COMPANY]
    others = dict.fromkeys([*asides, *_as_one_word(mine, is_hyphenated="-" in first), *partners])
    return Given(
        "".join(mine[:1]),
        " ".join([*mine[1:], *more]),
        tuple(others),
        sides[0][1] if len(sides) == 1 else "",
        behind or behind_more,
    )


def _words(side: str) -> tuple[list[str], str]:
    """The words of one given name without the titles before it, and the gender they state."""
    words = latin(side).split()
    gender = ""
    while words and words[0] in _TITLES and (len(words) > 1 or words[0] in _ALWAYS_TITLES):
        gender = gender or _GENDERS.get(words.pop(0), "")
    if words and _is_two_initials(words[0]):
        words[:1] = list(words[0])
    return words, gender


def _is_two_initials(word: str) -> bool:
    """True for TJ and AJ; Al and Bo are names."""
    is_spoken = bool(_VOWELS & set(word)) and word not in ("aj", "ej", "oj")
    return len(word) == 2 and not is_spoken and word not in ("jr", "sr")


def _without_generation(words: list[str]) -> tuple[list[str], str]:
    behind = generation(words[-1]) if words and len(words[-1]) > 1 else ""
    return (words[:-1], behind) if behind and len(words) > 1 else (words, "")


def _as_one_word(words: list[str], *, is_hyphenated: bool) -> list[str]:
    """Mary Ann is also Maryann, and Jie-Qiang Jieqiang; John Thomas is not Johnthomas."""
    joined = "".join(words[:2])
    is_one = len(words) > 1 < len(words[1]) and (is_hyphenated or is_given(joined))
    return [joined] if is_one else []


@lru_cache(maxsize=8_192)
def surname_of(last: str) -> Surname:
    """The parts of a surname, particles joined to what follows; generation, professions and titles cut."""
    if not last or is_blank_surname(last):
        return Surname("", "", "")
    former = ""
    if born := _BORN.search(last):
        last, former = last[: born.start()], born[1]
    elif aside := _ASIDE.search(last):
        last, former = _ASIDE.sub(" ", last), aside[1]
    words = _surname_words(last)
    behind = generation(words[-1]) if len(words) > 1 else ""
    if behind:
        words.pop()
    return Surname(" ".join(_parts(words)), " ".join(_parts(latin(former).split())), behind)


def _surname_words(last: str) -> list[str]:
    plain = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), last) if "." in last else last
    words = latin(plain.replace("'", "").replace("-", " ")).split()
    while len(words) > 1 and words[-1] in _PROFESSIONS | _HOUSEHOLD:
        words.pop()
    while len(words) > 1 and words[0] in _TITLES | {"the"}:
        words.pop(0)
    return words


def _parts(words: list[str]) -> list[str]:
    parts: list[str] = []
    waiting = ""
    for at, word in enumerate(words):
        is_last = at == len(words) - 1
        if word in _BETWEEN_PARTS and parts and not waiting and not is_last:
            continue
        waiting += "st" if word == "saint" and not is_last else word
        if is_last or not (word in PARTICLES or word == "saint"):
            parts.append(waiting)
            waiting = ""
    return parts


def listed(text: str) -> list[str]:
    """The given names in a nickname field: "Bill / Billy" are two."""
    if not text or is_blank_word(text):
        return []
    return [word for each in _LIST.split(text) for word in latin(each).split()[:1]]


@lru_cache(maxsize=4_096)
def generation_of(suffix: str) -> str:
    """The generation that a suffix states, "" for any other suffix."""
    return generation(suffix)
