"""Blocking keys as numbers: small, indexed, and the same in every process."""

from functools import lru_cache
from hashlib import blake2b

from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.standardize import blocking_keys

BITS = 62


@lru_cache(maxsize=65536)
def hashed(key: str) -> int:
    """A 62-bit number for a blocking key; it does not depend on the process, unlike Python's own hash."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - BITS)


def hashed_keys(record: Incoming | Existing) -> frozenset[int]:
    """The record's blocking keys, hashed."""
    return frozenset(hashed(key) for key in blocking_keys(record))
