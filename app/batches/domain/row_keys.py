"""What rows of a batch have in common that may be about one person."""

from app.constituents.domain.names import display_name
from app.constituents.domain.nicknames import roots
from app.constituents.domain.record import Existing, Incoming
from app.constituents.domain.text import fold


def keys_of(row: Incoming | Existing) -> frozenset[str]:
    """What rows have in common that may be about one person: an email, or two words of a name."""
    email = next((each.key for each in row.emails if each.primary), "")
    whole = row.whole_name if isinstance(row, Incoming) else ""
    return keys(display_name(row.name) or whole, email)


def keys(name: str, email_key: str) -> frozenset[str]:
    """The same from what is stored with a row."""
    words = [frozenset(roots(word)) for word in dict.fromkeys(fold(name).split())]
    pairs = {
        " ".join(sorted((one, other)))
        for at, mine in enumerate(words)
        for theirs in words[at + 1 :]
        for one in mine
        for other in theirs
    }
    alone = {root for root in words[0]} if len(words) == 1 else set()
    return frozenset({*pairs, *alone, *({f"@{email_key}"} if email_key else ())})


def share_email(row: Incoming, record: Existing) -> bool:
    """Whether the row has an email that the record has in use."""
    mine = {email.key for email in row.emails}
    return any(email.active and email.key in mine for email in record.emails)


def is_same(row: Incoming, record: Existing) -> bool:
    """Whether they share an email, and no part of one name contradicts the other."""
    if row.kind is not record.kind or not share_email(row, record):
        return False
    known = record.name.parts()
    return all(
        not text or not known[part] or fold(text) == fold(known[part])
        for part, text in row.name.parts().items()
    )
