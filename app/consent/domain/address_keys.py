"""Keyed hashes of email addresses: what remembers a restriction when the address itself is gone."""

import hmac

from app.constituents.domain.emails import suppression_key


def address_key(address: str, secret: bytes) -> str:
    """The keyed hash (HMAC-SHA-256, 64 hex digits) of an address, the same for all spellings of one inbox.

    A plain hash of an address can be guessed; this one cannot without the workspace's `secret`.
    Raises ValueError when the secret is empty.
    """
    if not secret:
        raise ValueError("the workspace's secret is empty")
    return hmac.digest(secret, suppression_key(address).encode(), "sha256").hex()
