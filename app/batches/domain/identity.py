"""Who a row says it is, as a key: what the decision "not a duplicate" is remembered by."""

from hashlib import sha256

from app.constituents.domain.names import Name, display_name, fold
from app.constituents.domain.record import Incoming


def identity(incoming: Incoming) -> str:
    """A key (64 hex digits) of the primary email and the name; the same for every spelling of either."""
    email = next((email.key for email in incoming.emails if email.primary), "")
    return identity_of(email, incoming.name)


def identity_of(email: str, name: Name) -> str:
    """The same from the key of an email address, or "" for none, and a name."""
    return sha256(f"{email}\n{fold(display_name(name))}".encode()).hexdigest()
