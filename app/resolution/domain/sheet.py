"""The resolution screen as a value: every field of both records, what becomes of it, and the plan behind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.constituents.domain.record import Existing, Incoming, PartialDate
from app.resolution.domain.channels import channel_lines
from app.resolution.domain.decisions import Decisions, Writer, decided, explicit
from app.resolution.domain.facts import identity_lines, standing_lines
from app.resolution.domain.lines import Line
from app.resolution.domain.options import options
from app.resolution.domain.question import CHANNELS
from app.resolution.domain.question import Question as Question
from app.resolution.domain.stance import Stance, Stances
from app.resolution.domain.summary import summary
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice
from app.words import _


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both records line by line with the result, which is `plan` applied.

    `plan` leaves out what is open; once nothing is, it is the one to carry out. `choices` are what a person
    chose, to be stored: for everything else the rules hold.
    """

    question: Question
    lines: tuple[Line, ...]
    plan: UpdatePlan
    after: Existing
    choices: dict[str, Choice]

    @property
    def existing(self) -> Existing:
        """The record as it is."""
        return self.question.existing

    @property
    def incoming(self) -> Incoming:
        """The record that arrives."""
        return self.question.incoming

    @property
    def open(self) -> tuple[Line, ...]:
        """The lines that wait for a decision."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def is_decided(self) -> bool:
        """True when nothing is open, so that the plan may be carried out."""
        return not self.open and not self.plan.needs_review

    @property
    def is_discarded(self) -> bool:
        """True when everything that comes in is left out."""
        told = [line.stance for line in self.lines if line.telling]
        return bool(told) and all(stance is Stance.IGNORE for stance in told)

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is left to decide, for the error summary: each with the id of its first answer."""
        return [
            {"id": line.first, "message": _("{field}: choose what to do.", field=line.told)}
            for line in self.open
        ]

    @property
    def told(self) -> str:
        """What would happen, in one sentence: "First name and email change, 1 value is open."."""
        return summary(self.lines)


def sheet(question: Question, stances: Stances, write: Writer = PartialDate.words) -> Sheet:
    """The screen where these stances are taken; `write` says how dates are written there."""
    decisions = decided(question, stances, write)
    numbers = {ref: number for number, ref in enumerate(question.refs(), start=1)}
    lines = tuple(
        _with_answers(replace(line, number=numbers.get(line.ref, 0)), decisions) for line in _lines(decisions)
    )
    return Sheet(question, lines, decisions.plan, decisions.after, explicit(decisions.stances))


def _lines(decisions: Decisions) -> Iterator[Line]:
    yield from identity_lines(decisions)
    for channel in CHANNELS:
        yield from channel_lines(channel, decisions)
    yield from standing_lines(decisions)


def _with_answers(line: Line, decisions: Decisions) -> Line:
    if not line.ref:
        return line
    stance = decisions.stances[line.ref]
    why = decisions.asked.get(line.ref) if stance is Stance.OPEN else None
    return replace(
        line,
        telling=line.ref in decisions.telling,
        stance=stance,
        options=options(decisions, line.ref),
        notes=(*line.notes, why) if why else line.notes,
    )
