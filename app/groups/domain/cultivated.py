"""Conditions about the part that people have in the life of the organization."""

from dataclasses import dataclass
from typing import assert_never

from app.constituents.domain.text import fold
from app.cultivation.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class RoleIs:
    """Has this role today, as Volunteer or Board member; case and accents do not count."""

    role: str


@dataclass(frozen=True, slots=True)
class StageIs:
    """Is at this stage of a prospect now."""

    stage: Stage


Cultivated = RoleIs | StageIs


def words(condition: Cultivated) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case RoleIs(role):
            return f"have the role “{role}”"
        case StageIs(Stage.NOT_A_PROSPECT):
            return "are marked as no prospects"
        case StageIs(stage):
            return f"are prospects at the stage {stage.label.lower()}"
        case _:
            assert_never(condition)


def told(condition: Cultivated) -> dict[str, str]:
    """One condition as JSON."""
    match condition:
        case RoleIs(role):
            return {"type": "role_is", "role": role}
        case StageIs(stage):
            return {"type": "stage_is", "stage": stage.value}
        case _:
            assert_never(condition)


def holds(condition: Cultivated, roles: frozenset[str], stage: Stage | None) -> bool:
    """Whether one condition is true of somebody with these roles today, by folded names, at this stage."""
    match condition:
        case RoleIs(role):
            return fold(role) in roles
        case StageIs(wanted):
            return stage is wanted
        case _:
            assert_never(condition)


def evidence(condition: Cultivated, roles: frozenset[str], stage: Stage | None) -> str:
    """What the record says about it."""
    match condition:
        case RoleIs():
            return f"has the role {', '.join(sorted(roles))}" if roles else "has no role today"
        case StageIs():
            return f"is at the stage {stage.label.lower()}" if stage else "has no stage"
        case _:
            assert_never(condition)
