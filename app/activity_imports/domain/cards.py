"""What is said of payment cards and bank accounts, which is never kept, whatever tool it comes from."""

import re
from collections.abc import Collection, Sequence

from app.batches.domain.headers import words
from app.words import N_

_WHOSE = r"((payment|method|details|source|credit|debit|bank|masked|billing|donor|customer|stripe|cc) )*"
_WHAT = (
    r"id|last ?(4|four)( digits)?|brand|type|funding|exp\w*( \w+)?|name|address( \w+)*|issue country|"
    r"fingerprint|tokenization method|number|no|num|cvc\w*( \w+)*|cvv\w*( \w+)*|avs( \w+)*|"
    r"holder\w*( \w+)*|security code|verification( \w+)*"
)
_OF_CARDS = re.compile(
    rf"^{_WHOSE}card ?({_WHAT})$|^(credit|debit|payment|bank|masked) ?card$|"
    r"^cc ?(number|no|num|last ?4|exp\w*( \w+)?)$|^name on card$|^kreditkarten?\w*$|"
    r"\b(cvv2?|cvc2?|iban|pan|bic|swift)\b|^security code$|^last ?(4|four)( digits)?$"
)
_OF_BANKS = re.compile(
    r"^bank ?account( (number|no|name|holder))?$|^(bank )?routing ?(number|no)$|^sort ?code$|"
    r"^kontonummer$|^bankleitzahl$|\b(iban|bic|swift)\b"
)
_DATE_OF_CARD = re.compile(r"^exp(iry|iration|ires)?( (date|day|month|year))?$")
_OF_ACCOUNT = re.compile(r"^account ?(number|no)$")
_PARTED = re.compile(r"(?<=[a-z])(?=[A-Z])")

_NUMBER = re.compile(
    r"(?<![\w+.,/-])(?:(?P<alone>\d{13,19})|"
    r"\d{4}([ -])\d{4}\2\d{4}\2\d{1,4}(?:\2\d{1,3})?|3[47]\d\d([ -])\d{6}\3\d{5}|3\d{3}([ -])\d{6}\4\d{4})"
    r"(?![\w/]|[.,-]\d)",
    re.ASCII,
)
"""Figures that stand alone, or in the groups in which cards show them."""
_LONG = re.compile(r"\d{4}[ -]?\d{4}", re.ASCII)
"""Hardly any other cell has this, and it is quick to see."""
_ISSUED = re.compile(
    r"4\d{12}(\d{3}){0,2}|(5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(0[0-5]|[689]\d)\d{11}|35\d{14}|"
    r"(6011|64[4-9]\d|65\d\d)\d{12,15}|62\d{14,17}|(50|5[6-8]|6\d)\d{11,17}"
)
"""How the numbers of cards begin, and how long they are: few other numbers do so."""
_CALLED = re.compile(r"\b(phone|telephone|mobile|cell|tel|fax|handy|telefon)\b")
REMOVED = N_("(card number not kept)")
"""What stands in a text where a number stood."""


def of_cards(columns: Sequence[str]) -> frozenset[int]:
    """The places of the columns about cards and bank accounts.

    An expiry date, or the number of an account, belongs to these only where other columns do.
    """
    named = [words(_PARTED.sub(" ", header).replace("#", " number ")) for header in columns]
    cards = {index for index, name in enumerate(named) if _OF_CARDS.search(name)}
    banks = {index for index, name in enumerate(named) if _OF_BANKS.search(name)}
    dates = {index for index, name in enumerate(named) if cards and _DATE_OF_CARD.search(name)}
    accounts = {index for index, name in enumerate(named) if banks and _OF_ACCOUNT.search(name)}
    return frozenset(cards | banks | dates | accounts)


def of_ids(
    columns: Sequence[str], rows: Sequence[Sequence[str]], keys: Collection[int] = ()
) -> frozenset[int]:
    """The places of columns whose long numbers are no cards: of phones, and where most cannot be any.

    Those of `keys` are the numbers by which a tool knows its rows: they are cards only if most are.
    """
    named = {index for index, header in enumerate(columns) if _CALLED.search(words(header))}
    cards = {index: _cards_among(index, rows) for index in range(len(columns))}
    named |= {index for index in keys if not _mostly(cards[index])}
    return frozenset(named | {index for index, (some, long) in cards.items() if long > 2 and 2 * some < long})


def _mostly(cards: tuple[int, int]) -> bool:
    some, long = cards
    return some > 2 and 2 * some >= long


def _cards_among(index: int, rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many of the first rows have a number of a card in the column, and how many one as long as that."""
    cells = (row[index].strip() for row in rows if index < len(row))
    long = [cell for cell in cells if cell.isascii() and cell.isdigit() and 13 <= len(cell) <= 19]
    return sum(map(is_card, long)), len(long)


def without(
    cells: Sequence[str], hidden: frozenset[int], ids: frozenset[int] = frozenset()
) -> tuple[list[str], bool]:
    """The cells of a row, blank where they are not kept, and whether a number of a card was among the rest.

    In columns of `ids` a number without spaces stays.
    """
    kept = [
        "" if index in hidden else scrubbed(cell, may_be_id=index in ids) for index, cell in enumerate(cells)
    ]
    found = any(index not in hidden and cell != kept[index] for index, cell in enumerate(cells))
    return kept, found


def scrubbed(text: str, *, may_be_id: bool = False, instead: str = "") -> str:
    """The text without numbers of cards: blank if it is one, else with words in its place.

    Words of one's own, said `instead`, stand also where there is nothing else.
    """

    def told(match: re.Match[str]) -> str:
        if (may_be_id and match["alone"]) or not is_card(match[0]):
            return match[0]
        return instead or ("" if match[0] == text.strip(" '\"") else str(REMOVED))

    return _NUMBER.sub(told, text) if len(text) > 12 and _LONG.search(text) else text


def is_card(number: str) -> bool:
    """Whether figures, with or without spaces and hyphens, begin and check as those of cards do."""
    figures = "".join(filter(str.isdigit, number))
    return bool(_ISSUED.fullmatch(figures)) and _checks(figures)


def _checks(figures: str) -> bool:
    """Whether the last figure is the one that follows from the others (Luhn)."""
    doubled = (int(each) * 2 for each in figures[-2::-2])
    return (sum(map(int, figures[::-2])) + sum(each // 10 + each % 10 for each in doubled)) % 10 == 0
