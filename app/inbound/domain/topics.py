"""Which interest group is meant by a service's own names of its topics."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubled:
    """The same name stands at two interest groups."""

    name: str


def mapped(typed: Mapping[int, str]) -> dict[str, int] | Doubled:
    """The interest group by each name; several names of one are separated by commas."""
    found: dict[str, int] = {}
    for interest, words in typed.items():
        for name in filter(None, (word.strip()[:200] for word in words.split(","))):
            if found.setdefault(name, interest) != interest:
                return Doubled(name)
    return found


def written(saved: Mapping[str, int]) -> dict[int, str]:
    """The names of each interest group as they are typed."""
    found: dict[int, list[str]] = {}
    for name, interest in saved.items():
        found.setdefault(interest, []).append(name)
    return {interest: ", ".join(names) for interest, names in found.items()}
