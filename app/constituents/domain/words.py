"""The words a record is found by: each is found from its beginning, folded, in any order.

Whoever searches for the beginning of a word also finds the words that go on, so a word that begins another
one of the same record is not kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from app.constituents.domain.names import Name, display_name, sort_name
from app.constituents.domain.record import Email, Existing, ExternalId, Phone
from app.constituents.domain.text import fold, visible

LONGEST = 100
"""Characters of a word that count."""
END = "\U0010ffff"
"""After every other character: the words that begin with x are those from x to before x + END."""
SHELVES = (0, 2, 3, 4, 5, 6)
BREAK = "\n"
"""Stands before every word in `found_by`; no word has it inside."""

_JOINABLE = ("first", "last", "maiden", "nickname")
_SHORTEST_LEARNED = 4
_MOST_ENDINGS = 12
_FEWEST_DIGITS = 4
_EXTENSION = re.compile(r"(?:x|ext\.?|extension|#|;)\s*\d{1,7}$", re.IGNORECASE)
_CALLING_CODE = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}"  # as ITU-T E.164 gives them out
)
_PIECES = re.compile(r"[._+\-]+")
_ARTICLE = "ال"
# Scripts that part no words, as `fold` leaves them: Thai, Lao, Burmese, Khmer, Hangul, kana, Han.
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_NOT_A_BEGINNING = re.compile("[\u1160-\u11ff]")  # the vowels and final consonants of a Hangul syllable


def filed(record: Existing) -> str:
    """Where a list in the order of names has the record: its name folded, family name first."""
    return _filed(record.name, record.display_override)


@lru_cache(maxsize=4_096)
def _filed(name: Name, override: str) -> str:
    return fold(sort_name(name) or override)


def words(record: Existing) -> frozenset[str]:
    """Every word that finds the record as it is stored: after the digit of its shelf.

    On shelf 0 are words unlike the filed name, on 2 to 6 those whose first so many letters are its own. Who
    looks for a beginning of three letters need not look at the shelves from 3 on: whoever has words there is
    filed under it. So the many Smiths with an email "smith…" are not met twice.
    """
    place = filed(record)
    return frozenset(f"{_shelf(word, place)}{word}" for word in spoken(record))


def shelves(beginning: str) -> list[str]:
    """What stored words begin with whose words begin so, but for those of people who are filed under it."""
    return [f"{shelf}{beginning}" for shelf in SHELVES if shelf < len(beginning)]


@lru_cache(maxsize=2_048)
def spoken(record: Existing) -> frozenset[str]:
    """Every word that finds the record, except what the beginning of its filed name finds already."""
    every = {
        *_of_names(record),
        *(word for email in record.emails for word in _of_email(email)),
        *(word for phone in record.phones for word in _of_phone(phone)),
        *(word for external in record.external_ids for word in _of_external(external)),
    }
    return _no_beginnings(filed(record), every)


def found_by(record: Existing) -> str:
    """All of it in one text, for asking of one record what `begins` says: the filed name, then the words."""
    return BREAK + BREAK.join((filed(record), *sorted(spoken(record))))


def begins(prefix: str) -> str:
    """What stands in `found_by` when a word of the record begins so."""
    return BREAK + prefix


def learned(record: Existing) -> frozenset[str]:
    """The words of names that typing errors are put right by: four letters and more."""
    return _learned(_of_names(record))


@lru_cache(maxsize=2_048)
def _learned(every: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word
        for word in every
        if len(word) >= _SHORTEST_LEARNED and word.isalpha() and not _UNPARTED.search(word)
    )


def without_calling_code(digits: str) -> str:
    """The national digits of a number in international form, "5035550142" of "15035550142"."""
    code = _CALLING_CODE.match(digits)
    return digits[code.end() :] if code else ""


def _shelf(word: str, filed_as: str) -> int:
    return max(shelf for shelf in SHELVES if word[:shelf] == filed_as[:shelf])


def _no_beginnings(filed_as: str, every: Iterable[str]) -> frozenset[str]:
    ordered = sorted({word[:LONGEST] for word in every} - {""})
    return frozenset(
        word
        for word, following in pairwise([*ordered, ""])
        if not following.startswith(word) and not filed_as.startswith(word)
    )


# --- names


def _of_names(record: Existing) -> frozenset[str]:
    others = (record.display_override, *(former.value for former in record.former_names))
    return _of_name(record.name, others)


@lru_cache(maxsize=4_096)
def _of_name(name: Name, others: tuple[str, ...]) -> frozenset[str]:
    """Asked of every record before and after it is written, and mostly the same both times."""
    texts = [fold(text) for text in (*name.parts().values(), *others) if text]
    several = [fold(getattr(name, part)) for part in _JOINABLE]
    joined = [text.replace(" ", "") for text in several if " " in text]
    found = {word for text in (*texts, *joined) for word in text.split()}
    whole = fold(display_name(name)).replace(" ", "")
    return frozenset(found | {ending for word in (*found, whole) for ending in _endings(word)})


def _endings(word: str) -> Iterator[str]:
    """What somebody may begin with who does not write the word from its first letter."""
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        yield word.removeprefix(_ARTICLE)
    if _UNPARTED.fullmatch(word):
        starts = (place for place, letter in enumerate(word) if _begins_syllable(letter))
        yield from (word[place:] for place, _ in zip(starts, range(_MOST_ENDINGS), strict=False))


def _begins_syllable(letter: str) -> bool:
    return unicodedata.category(letter).startswith("L") and not _NOT_A_BEGINNING.match(letter)


# --- ways to reach them


def _of_email(email: Email) -> set[str]:
    local, _, domain = email.key.rpartition("@")
    typed = email.address.rpartition("@")[2].casefold()
    pieces = {piece for piece in _PIECES.split(local) if piece}
    inner = {domain[dot.end() :] for dot in re.finditer(r"\.", domain)}
    hosts = {domain, typed, *(host for host in inner if "." in host)}
    return {email.key, *pieces, *hosts} if local else {email.key, *hosts}


def _of_phone(phone: Phone) -> set[str]:
    """The national digits, and the endings people say: from any group they typed, the last seven, four."""
    typed = re.sub(r"\D", " ", _EXTENSION.sub("", phone.number)).split()
    digits = "".join(typed)
    number = without_calling_code(phone.e164.removeprefix("+")) if phone.e164 else digits.lstrip("0")
    groups = ("".join(typed[place:]) for place in range(len(typed)))
    endings = {number, number[-7:], number[-4:], *groups}
    return {ending for ending in endings if len(ending) >= _FEWEST_DIGITS and number.endswith(ending)}


def _of_external(external: ExternalId) -> set[str]:
    """The id as it is written, and from its first digit: staff drop the "SF-" before a number."""
    value = visible(external.value).casefold()
    number = re.search(r"\d.*", value)
    return {value, number[0]} if number else {value}
