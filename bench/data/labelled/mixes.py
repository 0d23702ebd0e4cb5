"""How many rows of each kind a set has, and how full its records are."""

from dataclasses import dataclass, field

from bench.data.labelled.relatives import Kind

_SHARES = {
    Kind.MATCH: 0.41,
    Kind.EASY_NEW: 0.335,
    Kind.SPOUSE: 0.092,
    Kind.CHILD: 0.055,
    Kind.SAME_NAME: 0.01,
    Kind.TWIN: 0.013,
    Kind.NAMESAKE: 0.035,
    Kind.NEW_OCCUPANT: 0.022,
    Kind.COWORKER: 0.015,
    Kind.ORG_LOOKALIKE: 0.013,
}


@dataclass(frozen=True, slots=True)
class Mix:
    """The shares of the kinds; `kept` and `slips` are times the usual number of fields and of slips.

    `twice` is the share of those on record who are on record twice, `repeated` that of rows which repeat
    an earlier one, `organizations` that of organizations among those on record.
    """

    shares: dict[Kind, float] = field(default_factory=lambda: dict(_SHARES))
    kept: float = 1.0
    slips: float = 1.0
    twice: float = 0.02
    repeated: float = 0.02
    organizations: float = 0.06


USUAL = Mix()
SPARSE = Mix(kept=0.55, slips=1.3)
"""Little is known of anybody, and it is written with less care."""
