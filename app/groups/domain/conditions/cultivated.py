"""Conditions about the part that people have in the life of the organization."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from app.constituents.domain.text import fold
from app.cultivation.domain.stages import Stage
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.speech import Speech
from app.words import _


@dataclass(frozen=True, slots=True)
class RoleIs:
    """Has this role today, as Volunteer or Board member; case and accents do not count."""

    role: str


@dataclass(frozen=True, slots=True)
class StageIs:
    """Is at this stage of a prospect now."""

    stage: Stage


Cultivated = RoleIs | StageIs


def _role_is(fields: Fields) -> RoleIs:
    role = fields.text("role")
    if not fold(role):
        raise Unreadable(fields.at("role"), shown(role), _("the name of a role"))
    return RoleIs(role)


READERS: dict[str, Callable[[Fields], Cultivated]] = {
    "role_is": _role_is,
    "stage_is": lambda fields: StageIs(fields.choice("stage", Stage)),
}


def told(condition: Cultivated) -> dict[str, Any]:
    """One condition as JSON."""
    match condition:
        case RoleIs(role):
            return {"type": "role_is", "role": role}
        case StageIs(stage):
            return {"type": "stage_is", "stage": stage.value}
        case _:
            assert_never(condition)


def words(condition: Cultivated, _speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case RoleIs(role):
            return _("have the role “{role}”", role=role)
        case StageIs(Stage.NOT_A_PROSPECT):
            return _("are marked as no prospects")
        case StageIs(stage):
            return _("are prospects at the stage {stage}", stage=stage.label.lower())
        case _:
            assert_never(condition)


def holds(condition: Cultivated, facts: Facts, _as_of: AsOf) -> bool:
    """Whether one condition is true of somebody with these roles today, at this stage."""
    match condition:
        case RoleIs(role):
            return fold(role) in facts.roles
        case StageIs(wanted):
            return facts.stage is wanted
        case _:
            assert_never(condition)


def evidence(condition: Cultivated, facts: Facts, _as_of: AsOf, _speech: Speech) -> str:
    """What the record says about it."""
    match condition:
        case RoleIs():
            return (
                _("has the role {roles}", roles=", ".join(sorted(facts.roles)))
                if facts.roles
                else _("has no role today")
            )
        case StageIs():
            return (
                _("is at the stage {stage}", stage=facts.stage.label.lower())
                if facts.stage
                else _("has no stage")
            )
        case _:
            assert_never(condition)
