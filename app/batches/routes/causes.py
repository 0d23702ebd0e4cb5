"""What rows have in common that wait for a person, in words."""

from dataclasses import dataclass

from app.batches.domain.rows import Outcome
from app.batches.queries import Cause

_WORDS = {
    "score": "May be somebody you know already",
    "rule": "One of your update rules asks a person to decide",
    "ambiguous": "Two people fit equally well",
    "ids": "IDs and email point at different people",
    "external_id": "The ID in the other system belongs to somebody else",
    "target": "The person chosen for the row is not here anymore",
    "stale": "Changed by somebody since the check",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A cause with how many rows have it, as a link to them."""

    outcome: Outcome
    cause: str
    rows: int
    words: str


def named(cause: Cause) -> Named:
    """The cause in words; an error is told by what is wrong in one of its rows."""
    return Named(cause.outcome, cause.cause, cause.rows, _WORDS.get(cause.cause, cause.example))
