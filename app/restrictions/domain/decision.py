"""What becomes of a row: decided for the check and shown there; commit sees through what is ready."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.batches.domain.rows import Action, Outcome
from app.restrictions.domain.counts import DATE
from app.restrictions.domain.plan import Known, wanted
from app.restrictions.domain.reasons import Reason
from app.restrictions.domain.row import NoWish, Unread, Wish
from app.words import N_, _, figure

CAME_BACK = N_("Subscribed again after that day, in person; that stands.")


@dataclass(frozen=True, slots=True)
class Question:
    """A row to decide about: its number, what it says, its keyed address, the instant of its no."""

    number: int
    what: Wish | NoWish | Unread
    address_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the row; `reaches` are the people whom something new is recorded about."""

    address: str
    key: str
    outcome: Outcome
    action: Action = Action.NONE
    cause: str = ""
    detail: str = ""
    plan: dict[str, Any] | None = None
    reaches: tuple[int, ...] = ()


class Before(Protocol):
    """What earlier rows of the file ask for about the same address."""

    @property
    def number(self) -> int: ...
    @property
    def reasons(self) -> frozenset[Reason]: ...


@dataclass(frozen=True, slots=True)
class _First:
    number: int
    reasons: frozenset[Reason]


def decide(questions: Sequence[Question], known: Known, earlier: Mapping[str, Before]) -> list[Decision]:
    """One decision for each row, in the order of the file.

    A row that asks for nothing but what an earlier row with its address asks for is a repetition; one that
    adds a reason is not, as restrictions unite.
    """
    return list(_decisions(questions, known, dict(earlier)))


def _decisions(questions: Sequence[Question], known: Known, before: dict[str, Before]) -> Iterator[Decision]:
    for each in questions:
        what = each.what
        if isinstance(what, Unread):
            yield Decision(
                what.address,
                what.key,
                Outcome.ERROR,
                cause=f"row: {what.cause}",
                detail=what.detail,
            )
        elif isinstance(what, NoWish):
            yield Decision(what.address, what.key, Outcome.SKIPPED, cause=what.cause, detail=what.detail)
        elif (first := before.get(what.key)) and what.reasons <= first.reasons:
            yield _left(what, "repeated", _("The same address as row {number}.", number=figure(first.number)))
        else:
            decision = _wish(each, what, known)
            if decision.outcome is Outcome.READY:
                first = before.get(what.key)
                reasons = what.reasons | (first.reasons if first else frozenset())
                before[what.key] = _First(first.number if first else each.number, reasons)
            yield decision


def _left(what: Wish, cause: str, detail: str) -> Decision:
    return Decision(what.address, what.key, Outcome.SKIPPED, cause=cause, detail=detail)


def _wish(asked: Question, what: Wish, known: Known) -> Decision:
    people = known.people.get(asked.address_key, ())
    lines = wanted(what.reasons, asked.address_key, known, at=asked.at)
    if not lines and any(known.came_back(who, asked.at) for who in people):
        return _left(what, "returned", CAME_BACK)
    return Decision(
        what.address,
        what.key,
        Outcome.READY,
        _action(bool(lines), bool(people)),
        DATE if what.trouble else "",
        _told(what),
        plan_of(what),
        people if lines else (),
    )


def _action(adds: bool, is_known: bool) -> Action:
    if not adds:
        return Action.NO_CHANGE
    return Action.UPDATE if is_known else Action.CREATE


def _told(what: Wish) -> str:
    reasons = " · ".join(str(reason.label) for reason in sorted(what.reasons))
    return f"{reasons}. {what.trouble}" if what.trouble else reasons


def plan_of(what: Wish) -> dict[str, Any]:
    """What commit has to see to, as it is stored on the row."""
    return {"reasons": sorted(what.reasons), "on": what.on.isoformat() if what.on else None}


def reasons_in(plan: Mapping[str, Any]) -> frozenset[Reason]:
    """The reasons in a stored plan."""
    return frozenset(Reason(each) for each in plan["reasons"])


def day_in(plan: Mapping[str, Any]) -> date | None:
    """The day in a stored plan; None for the day of the commit."""
    return date.fromisoformat(plan["on"]) if plan["on"] else None
