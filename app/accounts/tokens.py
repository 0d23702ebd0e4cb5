"""Secrets that travel in cookies and links. Only their hashes are stored."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as text for a URL."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored of a token: as it is random, a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
