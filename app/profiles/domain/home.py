"""What home says: a greeting, what a waiting import comes to, and what to do first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchStatus
from app.words import N_, _, plural

_NOON, _EVENING, _NIGHT = 12, 18, 4


def greeting(hour: int, name: str) -> str:
    """How somebody is greeted at this hour of her day."""
    if _NIGHT <= hour < _NOON:
        return _("Good morning, {name}", name=name)
    if _NOON <= hour < _EVENING:
        return _("Good afternoon, {name}", name=name)
    return _("Good evening, {name}", name=name)


def rows_words(rows: Mapping[Outcome, int]) -> str:
    """What the rows are that wait: "27 possible duplicates, 14 errors"."""
    return ", ".join(say(count) for outcome, say in _ROWS.items() if (count := rows.get(outcome, 0)))


_ROWS: Mapping[Outcome, Callable[[int], str]] = {
    Outcome.POSSIBLE_DUPLICATE: lambda n: plural(n, "{n} possible duplicate", "{n} possible duplicates"),
    Outcome.CONFLICT: lambda n: plural(n, "{n} conflict", "{n} conflicts"),
    Outcome.ERROR: lambda n: plural(n, "{n} error", "{n} errors"),
}


def next_words(status: BatchStatus) -> str:
    """What happens next with an import or batch that waits; "" where its state says it."""
    return str(_NEXT.get(status, ""))


_NEXT = {
    BatchStatus.OPEN: N_("Next: check the rows, then commit."),
    BatchStatus.UPLOADED: N_("Next: say what each column holds."),
    BatchStatus.MAPPED: N_("Next: check the file. A check changes nothing."),
    BatchStatus.CHECKING: N_("Next: look at what each row would do."),
    BatchStatus.IN_REVIEW: N_(
        "Next: decide about the rows that need it, then commit. It can be undone afterwards."
    ),
    BatchStatus.COMMITTED: N_("The others are on record; these rows wait, and nothing is lost."),
}


class Step(StrEnum):
    """Something that is good to have done once, in the order of a first hour."""

    ADDRESS = "address"
    IMPORT = "import"
    RESOLVE = "resolve"
    GROUP = "group"
    AUDIENCE = "audience"
    UNDO = "undo"
    INVITE = "invite"

    @property
    def label(self) -> str:
        return _STEPS[self][0]

    @property
    def why(self) -> str:
        """What it is good for."""
        return _STEPS[self][1]

    @property
    def is_for_admins(self) -> bool:
        """Whether only those who manage the workspace can do it."""
        return self in (Step.ADDRESS, Step.INVITE)


_STEPS = {
    Step.ADDRESS: (
        N_("Say where supporters can write to you"),
        N_("Your email address stands on the page where they choose what they get."),
    ),
    Step.IMPORT: (
        N_("Import a first file"),
        N_("You see what each row would do before anything is written. A sample file will do."),
    ),
    Step.RESOLVE: (
        N_("Decide what waits"),
        N_("Kith asks you wherever it is not sure who somebody is."),
    ),
    Step.GROUP: (
        N_("Build a group"),
        N_("A rule, such as “gave in the last 12 months”, finds its members by itself."),
    ),
    Step.AUDIENCE: (
        N_("Check an audience"),
        N_("Who of a group can be emailed, and why the others cannot."),
    ),
    Step.UNDO: (
        N_("Undo an import"),
        N_("So that you know it can be done, before you need it."),
    ),
    Step.INVITE: (
        N_("Invite a colleague"),
        N_("Each with a role: who looks, who edits, who manages."),
    ),
}


@dataclass(frozen=True, slots=True)
class ToDo:
    """A first step and whether it is done."""

    step: Step
    is_done: bool


def to_do(done: Mapping[Step, bool], *, manages: bool) -> list[ToDo]:
    """The first steps of somebody; none once all of them are done."""
    steps = [ToDo(step, done[step]) for step in Step if manages or not step.is_for_admins]
    return steps if not all(each.is_done for each in steps) else []
