"""What was decided about a row, as a value to store, to show and to carry out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.batches.domain.evidence import Pointer, called
from app.batches.domain.review import ERASED_ADDRESS, SkippedByStaff
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.record import Existing
from app.matching.domain.result import Match
from app.updates.domain.changes import Add, Replace, UpdatePlan
from app.updates.domain.words import summary
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a row stands and why.

    `cause` is one word or key for all rows with the same problem; `detail` a line for people. `target` and
    `target_version` name the constituent as it was when this was decided; `changes` counts the values that
    `plan` adds or replaces. For the review, `candidates` are the best matches and everybody named in
    `detail` who is alike, and `pointers` are those whom identifiers of a row in conflict name.

    `joins` is the earlier row whose new person this one is about; `rows` are those whose it may be, with
    their scores.
    """

    outcome: Outcome
    action: Action = Action.NONE
    cause: str = ""
    detail: str = ""
    target: int | None = None
    target_version: int | None = None
    score: float | None = None
    plan: UpdatePlan | None = None
    changes: int = 0
    candidates: tuple[Match, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    joins: int | None = None
    rows: tuple[tuple[int, float], ...] = ()


def skipped(cause: str, detail: str) -> Decision:
    """The row is left out."""
    return Decision(Outcome.SKIPPED, cause=cause, detail=detail)


LEFT_OUT = ("staff", "uploaded_again")
"""The causes of rows that staff left out: they count for nothing in their import."""


def left_out(decided: SkippedByStaff) -> Decision:
    """Staff left the row out, or uploaded it again in another import."""
    if decided.again_in:
        return skipped("uploaded_again", _("uploaded again in import {again_in}", again_in=decided.again_in))
    return skipped("staff", _("skipped by staff"))


def conflicting(cause: str, detail: str, pointers: Iterable[Pointer] = ()) -> Decision:
    """The row points at several people, or at an ID that is taken."""
    return Decision(Outcome.CONFLICT, cause=cause, detail=detail, pointers=tuple(pointers))


def clashing(pointers: Sequence[Pointer]) -> Decision:
    """Identifiers of the row point at different people."""
    return conflicting("ids", ", ".join(map(str, pointers)), pointers)


def unreadable(row: RowProblems) -> Decision:
    """The row has values that cannot be read."""
    return Decision(Outcome.ERROR, cause=row.cause, detail=str(row), problems=row.problems)


def unknown_lookup(lookup_id: str) -> Decision:
    """The row names a lookup ID that nobody has."""
    problem = CellProblem(
        "",
        "lookup_id",
        lookup_id,
        _("Nobody here has the lookup ID “{lookup_id}”.", lookup_id=lookup_id),
        _("the ID of someone in this workspace"),
        _("Correct the ID, or empty the cell to find the person by email and name."),
    )
    return Decision(Outcome.ERROR, cause=problem.cause, detail=problem.what, problems=(problem,))


def unclear_name(written: str, target: Existing) -> Decision:
    """The row names somebody known otherwise, in one piece whose parts cannot be told."""
    problem = CellProblem(
        "",
        "full_name",
        written,
        _(
            "“{written}” is not the name of “{called}”; which word is first or last cannot be told.",
            written=written,
            called=called(target),
        ),
        _("the name as it is on record, or first, middle and last name in columns of their own"),
        _("Empty the cell and change the name in the profile, or write it in columns of its own."),
    )
    return unreadable(RowProblems((problem,), name=written))


def creating(plan: UpdatePlan, detail: str) -> Decision:
    """The row adds a constituent."""
    return Decision(Outcome.READY, Action.CREATE, detail=detail, plan=plan, changes=values_changed(plan))


def updating(target: Existing, score: float | None, plan: UpdatePlan) -> Decision:
    """The row changes the constituent, or leaves it as it is, or waits for the decision a rule asks for."""
    action = Action.NO_CHANGE if plan.unchanged else Action.UPDATE
    decision = Decision(
        Outcome.READY,
        action,
        detail=summary(plan),
        target=target.id,
        target_version=target.version,
        score=score,
        plan=plan,
        changes=values_changed(plan),
    )
    if not plan.needs_review:
        return decision
    waiting = replace(decision, outcome=Outcome.POSSIBLE_DUPLICATE, action=Action.NONE, cause="rule")
    return replace(waiting, detail=f"{called(target)}: {summary(plan)}")


def lent(decision: Decision, target: Existing, lender: Existing) -> Decision:
    """The row would give somebody an email that another one uses: a person decides whether both do."""
    detail = _(
        "{person}: the email is also that of {other}; {detail}",
        person=called(target),
        other=called(lender),
        detail=decision.detail,
    )
    waiting = replace(decision, outcome=Outcome.POSSIBLE_DUPLICATE, action=Action.NONE, cause="lent")
    return replace(waiting, detail=detail)


def waiting_for_word(decision: Decision) -> Decision:
    """The row would add somebody under an address whose owner was erased: staff say that they came back."""
    return replace(conflicting(ERASED_ADDRESS, str(_ERASED)), candidates=decision.candidates)


_ERASED = N_(
    "somebody with this address asked to be erased; skip the row, or say that they asked to come back: "
    "they are added as a new person who cannot be emailed"
)


def values_changed(plan: UpdatePlan) -> int:
    """How many values the plan adds or replaces.

    What goes with them is not counted: a name kept under former names, a new primary, an old value that ends.
    """
    kept = (change for change in plan.writes if change.field != "former_names")
    return sum(isinstance(change, Add | Replace) for change in kept)
