"""A record as it is compared: sixteen folded texts, the same whether it comes in or is on record."""

from typing import NamedTuple, Self

AMONG = "\x1e"
"""Parts the values of one text: two emails, three nicknames."""
WITHIN = "\x1d"
"""Parts what one address is made of."""
PARTNER = "&"
"""Stands behind a given name that is a partner's: Mary of "John & Mary"."""
BETWEEN = "\x1f"
"""Parts the texts of a stored record."""


class Identity(NamedTuple):
    """A record as it is compared. "" is what is not known; plural texts hold values parted by AMONG.

    Values stand in the record's own order without repetitions, and what is inactive under `ended_…` alone.
    """

    kind: str
    """"i" is a person, "o" an organization."""
    first: str
    """The first given name, one word in Latin letters: "william"."""
    middle: str
    """The given names behind it, words parted by blanks: "james t"."""
    nicknames: str
    """Other given names, one word each: nickname, aliases; with PARTNER behind it Mary of "John & Mary"."""
    last: str
    """The surname, its parts parted by blanks: "garcia lopez"; particles joined: "delacruz"."""
    former: str
    """Other surnames, now or earlier: maiden name, former names, aliases; each like `last`."""
    generation: str
    """"jr", "sr", "ii" … "v"."""
    gender: str
    """"m" or "f", as a title states it."""
    organization: str
    """The telling words of its name in their order, parted by blanks; abbreviations spelled out."""
    emails: str
    """Canonical addresses."""
    ended_emails: str
    phones: str
    """Digits with the country's code and without an extension, "15035550142"; digits as typed otherwise."""
    ended_phones: str
    places: str
    """Number, street, qualifiers, unit, city, region, postcode, parted by WITHIN."""
    ended_places: str
    birth: str
    """As far as it is known, "1970-02-15", "1970-02", "1970" or "--02-15"."""

    def to_text(self) -> str:
        """All of it in one text, to be stored."""
        return BETWEEN.join(self)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The identity that `to_text` wrote."""
        return cls._make(text.split(BETWEEN))


def other_givens(nicknames: str) -> list[str]:
    """The given names among nicknames, a partner's like any other."""
    return [name.rstrip(PARTNER) for name in values(nicknames)]


def values(text: str) -> list[str]:
    """The values of a plural text."""
    return text.split(AMONG) if text else []
