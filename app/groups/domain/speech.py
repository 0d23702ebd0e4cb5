"""How to say what a rule only refers to, and phrases that conditions of several families share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.groups.domain.period_words import period_words
from app.groups.domain.periods import Period
from app.words import _, dated


@dataclass(frozen=True, slots=True)
class Speech:
    """How to say what a rule only refers to: money (from minor units), and the names behind ids.

    Imports are called with the word for them: "import 12 “Members 2024”", or "batch “GIFT-0007 Gifts”".
    """

    money: Callable[[int], str]
    events: Mapping[int, str] = field(default_factory=dict)
    interests: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    campaigns: Mapping[int, str] = field(default_factory=dict)
    imports: Mapping[int, str] = field(default_factory=dict)


def spaced(said: str, period: Period) -> str:
    """A phrase with its period: "were added in the last 30 days"."""
    return joined(said, period_words(period))


def joined(said: str, more: str) -> str:
    """A phrase and what follows it, which may be nothing."""
    return f"{said} {more}".rstrip()


def named(names: Mapping[int, str], key: int, thing: str) -> str:
    """The name behind an id, or that the thing is gone."""
    name = names.get(key)
    return f"“{name}”" if name else _("{thing} that no longer exists", thing=thing)


def last_of(days: Iterable[date]) -> str:
    """The last of the days in words; "" for none."""
    last = max(days, default=None)
    return dated(last) if last else ""
