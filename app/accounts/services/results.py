"""What services of accounts answer when they do not do what was asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done. `field` names the input to mend, None when it is about the whole; `reason` is for people."""

    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class LinkGone:
    """The link was used, has expired, was revoked or never existed."""
