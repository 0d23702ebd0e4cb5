"""Storing and checking passwords: Argon2id, a few at a time."""

import threading
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@dataclass(frozen=True, slots=True)
class Cost:
    """What checking one password costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int = 1


STRONG = Cost(memory=19_456, passes=2)
"""The least that OWASP's password storage cheat sheet asks for."""
CHEAP = Cost(memory=8, passes=1)
"""For tests only."""

_cost = STRONG
# Many sign-ins at once would take 19 MiB each; four at a time keeps a small server alive.
_slots = threading.BoundedSemaphore(4)


def use(cost: Cost) -> None:
    """Set the cost for this process."""
    global _cost
    _cost = cost


@cache
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)


@cache
def _nobodys_hash(cost: Cost) -> str:
    return _hasher(cost).hash("nobody has this password")


def hash_password(password: str) -> str:
    """The text to store for `password`."""
    with _slots:
        return _hasher(_cost).hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether `password` is the stored one; takes as long when there is no account or no password."""
    with _slots:
        try:
            _hasher(_cost).verify(stored or _nobodys_hash(_cost), password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a stored hash was made at a cost other than today's."""
    return _hasher(_cost).check_needs_rehash(stored)
