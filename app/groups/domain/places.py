"""Where a condition stands in a rule, as the builder numbers it, and whether it must be so."""

from dataclasses import dataclass

from app.groups.domain.rules import Bracket, Condition, Match, Rule, pruned
from app.words import _

OUT = "0."
"""Begins the places of what is left out."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition with its place, like "2", "3.1" or "left out 1"; `wanted` unless it must not be so."""

    place: str
    condition: Condition
    wanted: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A bracket of what is placed; where `enough`, one that fits suffices, else all of them must."""

    parts: "tuple[Part | Placed, ...]"
    enough: bool


def place_words(place: str) -> str:
    """A place as people read it: "2", "3.1", "left out 1"."""
    return _("left out {place}", place=place.removeprefix(OUT)) if place.startswith(OUT) else place


def split(root: Bracket) -> tuple[Bracket, Bracket]:
    """The bracket that people must meet, and that of those who are left out: a last "none of these"."""
    nobody = Bracket(Match.NONE)
    if root.match is not Match.ALL or not root.parts:
        return root, nobody
    *firsts, last = root.parts
    if not isinstance(last, Bracket) or last.match is not Match.NONE:
        return root, nobody
    only = firsts[0] if len(firsts) == 1 else None
    if isinstance(only, Bracket) and only.match is Match.ANY:
        return only, last
    return Bracket(Match.ALL, tuple(firsts)), last


def turned(part: Condition | Bracket) -> Condition | None:
    """The one condition that must not be so, which is shown as one line; None for any other part."""
    if not isinstance(part, Bracket) or part.match is not Match.NONE or len(part.parts) != 1:
        return None
    return None if isinstance(part.parts[0], Bracket) else part.parts[0]


def placed(rule: Rule) -> Part:
    """The rule by places, in reading order; without parts where it has no condition."""
    root = pruned(rule.root)
    if root is None:
        return Part((), enough=False)
    main, out = split(root)
    return Part((_part(main, "", wanted=True), _part(out, OUT, wanted=True)), enough=False)


def _part(bracket: Bracket, before: str, *, wanted: bool) -> Part:
    """Of a bracket that must not be so, the parts must be the opposite of what they are asked for in it."""
    none = bracket.match is Match.NONE
    parts = tuple(
        _placed(part, f"{before}{number}", wanted=wanted is not none)
        for number, part in enumerate(bracket.parts, start=1)
    )
    return Part(parts, (bracket.match is Match.ANY) if wanted else (bracket.match is not Match.ANY))


def _placed(part: Condition | Bracket, place: str, *, wanted: bool) -> Part | Placed:
    if not isinstance(part, Bracket):
        return Placed(place_words(place), part, wanted)
    if alone := turned(part):
        return Placed(place_words(place), alone, not wanted)
    return _part(part, f"{place}.", wanted=wanted)


def each(part: Part) -> list[Placed]:
    """Every condition in it, in reading order."""
    found: list[Placed] = []
    for inner in part.parts:
        found += each(inner) if isinstance(inner, Part) else [inner]
    return found
