"""Undoing whole change sets, without making anybody mailable by it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent.services import hold_returned, reachable
from app.updates.services import Outcome, TakenBack, carry_out, prepare


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of each person, and for whom an address waits to be released by hand."""

    outcomes: Mapping[int, Outcome]
    held: Collection[int]


def undo(
    workspace: Workspace,
    change_set: int,
    *,
    actor: Actor,
    people: Collection[int] | None = None,
    versions: Mapping[int, int] | None = None,
) -> Undone:
    """Take a change set back, for those of its people who are named (None: all).

    `versions` are the states that staff saw, if they saw any. Statements do not grow with the number of
    people. Flushes; the caller commits.
    """
    prepared = prepare(workspace.id, change_set, people, versions)
    before = reachable(workspace, prepared.going) if prepared.going else set()
    outcomes = carry_out(prepared, actor=actor)
    written = [each.record for each in outcomes.values() if isinstance(each, TakenBack)]
    return Undone(outcomes, hold_returned(workspace, written, before=before))
