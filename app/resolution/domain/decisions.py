"""Which lines there are to decide, where each of them stands, and the one plan that follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.constituents.domain.record import Existing
from app.resolution.domain.question import Question, needs_a_person
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice


@dataclass(frozen=True, slots=True)
class Decisions:
    """The stance of every line that can be decided, the plan they make, and the record after it.

    What is open is left out of the plan.
    """

    question: Question
    stances: Mapping[str, Stance]
    plan: UpdatePlan
    after: Existing

    def instead(self, ref: str, stance: Stance) -> UpdatePlan:
        """The plan with another stance for one line, the others as they stand."""
        return self.question.plan(_planned({**self.stances, ref: stance}))


def decided(question: Question, stances: Stances) -> Decisions:
    """Where the lines stand by these stances; what a rule sends to a person is open until one is chosen."""
    stand = {ref: _stance(question, ref, stances) for ref in question.refs() if _is_a_question(question, ref)}
    plan = question.plan(_planned(stand))
    return Decisions(question, stand, plan, question.after(plan))


def explicit(stances: Mapping[str, Stance]) -> dict[str, Choice]:
    """What a person chose, to be stored: the rules decide the rest when it is carried out."""
    return {ref: stance.choice for ref, stance in stances.items() if stance.choice is not None}


def _planned(stances: Mapping[str, Stance]) -> dict[str, Choice]:
    left_out = {ref: Choice.IGNORE for ref, stance in stances.items() if stance is Stance.OPEN}
    return explicit(stances) | left_out


def _stance(question: Question, ref: str, stances: Stances) -> Stance:
    said = stances.of(ref)
    waits = said is Stance.RULES and needs_a_person(_alone(question, ref, None), ref)
    return Stance.OPEN if waits else said


def _is_a_question(question: Question, ref: str) -> bool:
    """Whether anything depends on what is said about this value, were it the only one."""
    ruled = _alone(question, ref, None)
    effects = [question.after(plan) for plan in (ruled, *(_alone(question, ref, each) for each in Choice))]
    return needs_a_person(ruled, ref) or any(effect != effects[0] for effect in effects)


def _alone(question: Question, ref: str, choice: Choice | None) -> UpdatePlan:
    """The plan when everything else is ignored."""
    others = {each: Choice.IGNORE for each in question.refs() if each != ref}
    return question.plan(others if choice is None else {**others, ref: choice})
