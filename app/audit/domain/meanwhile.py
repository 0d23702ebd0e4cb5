"""Settings that somebody else saved while they were open on another screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Who saved last what is not any more as it was shown, and the names of it."""

    who: str
    names: tuple[str, ...]


def differing(shown: Values, saved: Values) -> tuple[str, ...]:
    """The names of what is not any more as it was shown."""
    return tuple(name for name, value in saved.items() if shown.get(name) != value)


def united(shown: Values, saved: Values, typed: Values) -> dict[str, Any]:
    """What was typed, but where it was left as it was shown, what is saved by now."""
    return {name: saved[name] if value == shown.get(name) else value for name, value in typed.items()}
