"""Which passwords are refused, and the words that say why.

Length decides most: at least 12 characters of any kind. Beyond that, what everybody would guess does not
count: common passwords (also with digits for letters), the person's and the organization's own words,
years, runs and repetitions. Too little that is left over makes the password guessable.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.words import N_

MINIMUM = 12
MAXIMUM = 256
NEEDED = 5
"""Different characters that must be left when everything easily guessed is taken away."""

_DISGUISES = str.maketrans("013457@$!+", "oieastasit")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    PERSONAL = "personal"

    @property
    def sentence(self) -> str:
        """What to do instead."""
        wrong = str(_SENTENCES[self])
        return wrong if self is Weakness.TOO_LONG else f"{wrong} {_ADVICE}"


_ADVICE = N_("Three or four unrelated words in a row are good and easy to remember.")
_SENTENCES = {
    Weakness.TOO_SHORT: N_("Use at least {minimum} characters.", minimum=MINIMUM),
    Weakness.TOO_LONG: N_("Use at most {maximum} characters.", maximum=MAXIMUM),
    Weakness.COMMON: N_("This is one of the first passwords that others would try."),
    Weakness.PERSONAL: N_("This is mostly your own name, email or organization."),
}


def weakness(password: str, *, personal: Iterable[str] = ()) -> Weakness | None:
    """Why `password` is refused, or None. `personal` holds names, the email address, the organization."""
    if len(password) < MINIMUM:
        return Weakness.TOO_SHORT
    if len(password) > MAXIMUM:
        return Weakness.TOO_LONG
    letters = "".join(character.lower()[0] for character in password)
    letters = letters[: _period(letters)]
    guessed = _guessed(letters, common_words())
    if _left(letters, guessed) < NEEDED:
        return Weakness.COMMON
    if _left(letters, guessed | _guessed(letters, _words(personal))) < NEEDED:
        return Weakness.PERSONAL
    return None


@cache
def common_words() -> frozenset[str]:
    """The shipped list: passwords that head the lists of stolen ones, without their usual digits."""
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text().split())


def _words(personal: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for text in personal for word in re.split(r"[\W_]+", text.lower()) if len(word) >= 3
    )


def _period(letters: str) -> int:
    """The length of the block that `letters` repeats; its whole length when it repeats none."""
    return (letters + letters).index(letters, 1)


def _guessed(letters: str, words: Iterable[str]) -> set[int]:
    """The positions of `letters` that somebody guesses: known words, years, runs such as 1234 or aaa."""
    plain = letters.translate(_DISGUISES)
    found = _runs(letters)
    for match in _YEAR.finditer(letters):
        found |= set(range(*match.span()))
    for word in words:
        for text in {letters, plain}:
            found |= _places(word, text)
    return found


def _places(word: str, text: str) -> set[int]:
    places: set[int] = set()
    start = text.find(word)
    while start >= 0:
        places |= set(range(start, start + len(word)))
        start = text.find(word, start + 1)
    return places


def _runs(letters: str) -> set[int]:
    """Positions in three or more neighbors that stay the same or go up or down one at a time."""
    places: set[int] = set()
    for index in range(2, len(letters)):
        first, second, third = map(ord, letters[index - 2 : index + 1])
        if second - first == third - second and abs(third - second) <= 1:
            places |= {index - 2, index - 1, index}
    return places


def _left(letters: str, guessed: set[int]) -> int:
    """How many different characters nobody guesses."""
    rest = {letter for index, letter in enumerate(letters) if index not in guessed}
    return sum(letter.isprintable() and not letter.isspace() for letter in rest)
