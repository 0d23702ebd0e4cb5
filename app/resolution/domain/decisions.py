"""Which lines there are to decide, where each of them stands, and the one plan that follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.constituents.domain.record import Existing, PartialDate
from app.resolution.domain.question import Question, needs_a_person, reviews
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.changes import Ignore, UpdatePlan, Value
from app.updates.domain.entry import Choice
from app.updates.domain.words import show

Writer = Callable[[PartialDate], str]
"""How a full or partial date is written."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The stance of every line that can be decided, the plan they make, and the record after it.

    What is open is left out of the plan. `telling` are the lines where something else came in; on the others
    a person may still insist on another spelling. `asked` says why the rules leave a line to a person. Dates
    are told as `write` writes them.
    """

    question: Question
    stances: Mapping[str, Stance]
    telling: frozenset[str]
    plan: UpdatePlan
    after: Existing
    asked: Mapping[str, str]
    write: Writer = PartialDate.words

    def show(self, value: Value | None) -> str:
        """A value as one line of text; "" for None."""
        return self.write(value) if isinstance(value, PartialDate) else show(value)

    def ignores(self, ref: str) -> bool:
        """Whether the incoming value is left out, by a rule or a person."""
        is_open = self.stances.get(ref) is Stance.OPEN
        return not is_open and any(
            isinstance(change, Ignore) and change.ref == ref for change in self.plan.changes
        )

    def instead(self, ref: str, stance: Stance) -> UpdatePlan:
        """The plan about one line with another stance for it, the others as they stand."""
        return self.question.about(ref).plan(_planned({**self.stances, ref: stance}))


def decided(question: Question, stances: Stances, write: Writer = PartialDate.words) -> Decisions:
    """Where the lines stand by these stances; what a rule sends to a person is open until one is chosen."""
    nothing = dict.fromkeys(question.refs(), Choice.IGNORE)
    parts = {ref: question.about(ref) for ref in nothing}
    ruled = {ref: part.plan(_without(nothing, ref)) for ref, part in parts.items()}
    as_it_is = question.after(question.plan(nothing))
    telling = frozenset(
        ref
        for ref, plan in ruled.items()
        if any(each.ref == ref for each in plan.changes) or question.after(plan) != as_it_is
    )
    stand = {
        ref: _stance(plan, ref, stances, ref in telling)
        for ref, plan in ruled.items()
        if _is_a_question(parts[ref], ref, plan, nothing)
    }
    plan = question.plan(_planned(stand))
    asked = {each.ref: each.rule for ref in ruled for each in reviews(ruled[ref]) if each.ref == ref}
    return Decisions(question, stand, telling, plan, question.after(plan), asked, write)


def explicit(stances: Mapping[str, Stance]) -> dict[str, Choice]:
    """What a person chose, to be stored: the rules decide the rest when it is carried out."""
    return {ref: stance.choice for ref, stance in stances.items() if stance.choice is not None}


def _planned(stances: Mapping[str, Stance]) -> dict[str, Choice]:
    left_out = {ref: Choice.IGNORE for ref, stance in stances.items() if stance is Stance.OPEN}
    return explicit(stances) | left_out


def _stance(ruled: UpdatePlan, ref: str, stances: Stances, is_telling: bool) -> Stance:
    said = stances.of(ref) if is_telling else stances.chosen.get(ref, Stance.RULES)
    return Stance.OPEN if said is Stance.RULES and needs_a_person(ruled, ref) else said


def _is_a_question(question: Question, ref: str, ruled: UpdatePlan, nothing: Mapping[str, Choice]) -> bool:
    """Whether anything depends on what is said about this value, were it the only one that is not ignored."""
    if needs_a_person(ruled, ref):
        return True
    effect = question.after(ruled)
    return any(question.after(question.plan({**nothing, ref: each})) != effect for each in Choice)


def _without(choices: Mapping[str, Choice], ref: str) -> dict[str, Choice]:
    return {each: choice for each, choice in choices.items() if each != ref}
