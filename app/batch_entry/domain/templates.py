"""What a template says of itself, and how it has changed since a batch was made by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.batch_entry.domain.columns import Column, columns_of
from app.batch_entry.domain.layout import SYSTEM, in_the_grid, stated_system
from app.matching.domain.decide import Thresholds
from app.updates.domain.rules import UpdateRules, sentence
from app.words import _, all_of

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a template is called and how it numbers; None leaves the next number as it is."""

    name: str
    prefix: str
    next_number: int | None = None
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Why nothing was written, beside the field it is about; "" for all of them."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was written: somebody else saved the template since it was shown."""

    who: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One update rule in plain English; `differs` from what the workspace does, where it says otherwise."""

    sentence: str
    differs: bool


def rule_lines(own: Mapping[str, Any] | None, of_workspace: UpdateRules) -> tuple[RuleLine, ...]:
    """Every rule as it holds for batches of the template."""
    usual = of_workspace.to_json()
    held = UpdateRules.from_json(own).to_json() if own is not None else usual
    return tuple(RuleLine(sentence(rule, option), option != usual[rule]) for rule, option in held.items())


def thresholds_told(thresholds: Thresholds) -> str:
    """Both thresholds in a sentence."""
    possible = f"{thresholds.possible:g}"
    if thresholds.automatic is None:
        return _("No row updates anybody by itself; from {possible} on a person decides.", possible=possible)
    return _(
        "From {automatic} on a row updates the person by itself; from {possible} on a person decides.",
        automatic=f"{thresholds.automatic:g}",
        possible=possible,
    )


def differing(settings: Mapping[str, Any], template: Mapping[str, Any]) -> tuple[str, ...]:
    """How a template says otherwise than what a batch took over from it, a sentence for each."""
    stated, then = columns_of(template["columns"]), columns_of(settings.get("columns", ()))
    told = _columns(then, in_the_grid(stated))
    if settings.get(SYSTEM, "") != stated_system(stated):
        told.append(_("Its external IDs are of another system now."))
    if settings.get("thresholds") != template["thresholds"]:
        told.append(_("Its matching is another now."))
    if settings.get("rules") != template["rules"]:
        told.append(_("Its update rules are others now."))
    return tuple(told)


def _columns(then: Sequence[Column], now: Sequence[Column]) -> list[str]:
    had = {column.field_id: column for column in then}
    has = {column.field_id: column for column in now}
    told = []
    if new := [column.label for id, column in has.items() if id not in had]:
        told.append(_("It has {columns} now.", columns=_listed(new)))
    if gone := [column.label for id, column in had.items() if id not in has]:
        told.append(_("It no longer has {columns}.", columns=_listed(gone)))
    both = [id for id in had if id in has]
    if both != [id for id in has if id in had]:
        told.append(_("Its columns stand in another order."))
    if other := [has[id].label for id in both if has[id] != had[id]]:
        told.append(_("It has other defaults or required cells in {columns}.", columns=_listed(other)))
    return told


def _listed(labels: Sequence[str]) -> str:
    return all_of([f"“{label}”" for label in labels])
