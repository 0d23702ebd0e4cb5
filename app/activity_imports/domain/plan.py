"""What becomes of a row of an import of activity: decided by the check, stored, shown, and carried out."""

from dataclasses import dataclass, field
from typing import Any, Self

from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.record import Json
from app.matching.domain.result import Match

NOBODY, ALIKE, HOUSEHOLD, SEVERAL, ENDED = "nobody", "alike", "household", "several", "ended_email"
NO_WHO, IDS, GONE, STALE = "no_who", "ids", "gone", "stale"
GIFT_UNKNOWN, GIFT_WAITS, TOO_MUCH, CURRENCY = "gift_unknown", "gift_waits", "too_much", "other_currency"
REPEATED, STAFF, EQUAL, NOT_ARRIVED = "repeated", "staff", "equal", "not_arrived"
ALREADY = "waits_already"
"""The causes of rows that wait or are left out, beside those of rows that cannot be read."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column of a fact on record that the row changes; values as JSON has them."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """What commit does with a ready row.

    `why` says how the person was found: email, id, staff, known, added. `changes` are those of the fact on
    record, `kept` the columns that differ and stay, as staff wrote them. `refund` is what is given back of
    the row's own gift and is not on record yet, in minor units. `adds` is the plan for the person whom the
    row adds, or changes where staff chose to add her and she was here. `fact` is what the row says.
    """

    why: str = ""
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[str, ...] = ()
    refund: int = 0
    adds: Json | None = None
    fact: Json | None = None
    is_bare: bool = False
    """Whether the fact is about somebody who was erased: only sums are written, and no journal."""

    @property
    def adds_person(self) -> bool:
        """Whether the row brings a person too."""
        return self.adds is not None

    def to_json(self) -> Json:
        """A value for a JSON column, without blanks."""
        told: Json = {
            "why": self.why,
            "changes": [[each.field, each.before, each.after] for each in self.changes],
            "kept": list(self.kept),
            "refund": self.refund,
            "adds": self.adds,
            "fact": self.fact,
            "is_bare": self.is_bare,
        }
        return {name: value for name, value in told.items() if value}

    @classmethod
    def from_json(cls, told: Json | None) -> Self:
        """The plan that `to_json` wrote; a blank one where there is none."""
        told = told or {}
        return cls(
            told.get("why", ""),
            tuple(FieldChange(*each) for each in told.get("changes", ())),
            tuple(told.get("kept", ())),
            told.get("refund", 0),
            told.get("adds"),
            told.get("fact"),
            told.get("is_bare", False),
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """Where a row stands and why.

    `cause` is one word for all rows with the same problem, `detail` a sentence for people. `person` is whom
    the fact is about, `fact_id` the fact on record, `about_id` its event or mailing on record.
    """

    outcome: Outcome
    action: Action = Action.NONE
    cause: str = ""
    detail: str = ""
    person: int | None = None
    version: int | None = None
    score: float | None = None
    candidates: tuple[Match, ...] = ()
    plan: Plan = field(default_factory=Plan)
    fact_id: int | None = None
    about_id: int | None = None


def waiting(
    cause: str,
    detail: str,
    *,
    candidates: tuple[Match, ...] = (),
    outcome: Outcome = Outcome.POSSIBLE_DUPLICATE,
) -> Decided:
    """The row waits for a person, or for another row."""
    score = candidates[0].score if candidates else None
    return Decided(outcome, cause=cause, detail=detail, score=score, candidates=candidates)


def left_out(cause: str, detail: str) -> Decided:
    """The row is left out."""
    return Decided(Outcome.SKIPPED, cause=cause, detail=detail)
