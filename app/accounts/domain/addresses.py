"""The email addresses that staff sign in with."""

import unicodedata

from email_validator import EmailNotValidError, validate_email


def email_key(text: str) -> str:
    """What makes two spellings one account: compatibility form without case or outer space. Never raises."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def readable_email(text: str) -> str | None:
    """The address as it is kept, or None when it is not one; nothing is looked up on the network."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
