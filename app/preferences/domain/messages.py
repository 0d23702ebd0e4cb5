"""The token in a message that somebody sent to stop mail."""

import re
from collections.abc import Iterator
from email import message_from_string, policy
from email.message import Message

from app.consent.domain.links import Purpose, unchecked

_WORD = re.compile(r"[A-Za-z0-9_-]{90,110}")
_PLACES = ("subject", "to", "delivered-to", "x-original-to", "cc")


def token_in(text: str) -> str:
    """The first word of the subject, or of an address it was sent to, that looks like a link's; or ""."""
    found = (word for place in _places(text) for word in _WORD.findall(place))
    return next((word for word in found if _is_one(word)), "")


def _places(text: str) -> Iterator[str]:
    message: Message = message_from_string(text, policy=policy.compat32)
    for name in _PLACES:
        for value in message.get_all(name, []):
            yield str(value)


def _is_one(word: str) -> bool:
    link = unchecked(word)
    return link is not None and link.purpose is Purpose.UNSUBSCRIBE
