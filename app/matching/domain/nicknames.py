"""Forms of one given name: Bill and William, Katie and Katherine."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nicknames import NickNamer


@cache
def _table() -> "NickNamer":
    # Read only when a name is first looked up: the table costs 40 ms.
    from nicknames import NickNamer

    return NickNamer()


@lru_cache(maxsize=65_536)
def canonicals(name: str) -> frozenset[str]:
    """The full names that a folded name may be a short form of."""
    return frozenset(_table().canonicals_of(name))


@lru_cache(maxsize=65_536)
def are_forms_of_one(one: str, other: str) -> bool:
    """True when one folded name is a form of the other, or both are forms of one full name."""
    mine, theirs = canonicals(one) | {one}, canonicals(other) | {other}
    return bool(mine & theirs) or _is_pet_form(one, other) or _is_pet_form(other, one)


def _is_pet_form(short: str, full: str) -> bool:
    """The same first letters and a pet ending: Susie and Susan, Debby and Deborah."""
    stem = short.rstrip("y").removesuffix("ie").removesuffix("ee").removesuffix("i")
    return short != stem and len(stem) >= 3 and full.startswith(stem)
