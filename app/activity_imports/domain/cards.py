"""Columns of payment cards and bank accounts, which are never kept, whatever tool they come from."""

import re
from collections.abc import Sequence

from app.batches.domain.headers import words

_OF_CARDS = re.compile(
    r"^card (id|last ?4|brand|type|funding|exp\w*( \w+)?|name|address( \w+)*|issue country|fingerprint|"
    r"tokenization method|number|cvc\w*( \w+)*|cvv\w*( \w+)*|avs( \w+)*|holder\w*( \w+)*)$|"
    r"^(credit|debit|payment)? ?card (number|no|last ?4|expiry|expiration( \w+)?)$|"
    r"\b(cvv|cvc|iban|pan|bic|swift)\b|"
    r"^bank account( (number|no))?$|^routing (number|no)$|^sort code$|^last ?4$"
)


def of_cards(columns: Sequence[str]) -> frozenset[int]:
    """The places of the columns about cards and bank accounts."""
    return frozenset(index for index, header in enumerate(columns) if _OF_CARDS.search(words(header)))


def without(cells: Sequence[str], hidden: frozenset[int]) -> list[str]:
    """The cells of a row, blank where they are not kept."""
    return ["" if index in hidden else cell for index, cell in enumerate(cells)]
