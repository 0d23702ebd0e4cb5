"""How many rows stand where, kept as rows change, so that nobody has to count a million of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from app.batches.domain.counts import Counts, Results
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.touched import fields_of


class Spot(NamedTuple):
    """Where a row stands, as far as rows are counted by it."""

    outcome: Outcome
    action: Action
    state: RowState
    cause: str


_QUOTED = re.compile("“[^”]{2,}”")


def unnamed(detail: str) -> str:
    """What is wrong with a row, without the value that is wrong."""
    return _QUOTED.sub("“…”", detail)


@dataclass(frozen=True, slots=True)
class Cause:
    """Rows with one and the same problem, and what one of them says about it."""

    outcome: Outcome
    cause: str
    rows: int
    example: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows per spot, and per field the rows whose plan changes it; `examples` says errors in words.

    Nothing of what somebody's row says is kept here: it would outlive the row.
    """

    spots: Mapping[Spot, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)

    def moved(self, gone: Iterable["Counted"], come: Iterable["Counted"]) -> Self:
        """The tally after rows left their spots and came to others."""
        spots, fields = Counter(self.spots), Counter(self.fields)
        examples = dict(self.examples)
        for each, by in [*((each, -1) for each in gone), *((each, 1) for each in come)]:
            spots[each.spot] += by
            for changed in fields_of(each.fields):
                fields[changed] += by
            if each.spot.outcome is Outcome.ERROR and by > 0:
                examples.setdefault(each.spot.cause, unnamed(each.detail))
        left = {spot: rows for spot, rows in spots.items() if rows > 0}
        causes = {spot.cause for spot in left}
        return type(self)(
            left,
            {name: rows for name, rows in fields.items() if rows > 0},
            {cause: told for cause, told in examples.items() if cause in causes},
        )

    @property
    def counts(self) -> Counts:
        """Rows by outcome; they add up to all."""
        return Counts.of((spot.outcome, spot.action, rows) for spot, rows in self.spots.items())

    @property
    def results(self) -> Results:
        """What was carried out, and taken back."""
        return Results.of((spot.state, spot.action, rows) for spot, rows in self.spots.items())

    def rows(
        self,
        outcomes: Iterable[Outcome] = (),
        *,
        cause: str = "",
        action: Action | None = None,
        states: Iterable[RowState] = (),
    ) -> int:
        """How many rows have one of the outcomes and states, the cause and the action; none of them: any."""
        wanted, stands = set(outcomes), set(states)
        return sum(
            rows
            for spot, rows in self.spots.items()
            if (not wanted or spot.outcome in wanted)
            and (not stands or spot.state in stands)
            and cause in ("", spot.cause)
            and action in (None, spot.action)
        )

    def causes(self, outcomes: Iterable[Outcome]) -> list[Cause]:
        """Why rows that are not carried out have these outcomes, the most frequent cause first."""
        found: Counter[tuple[Outcome, str]] = Counter()
        for spot, rows in self.spots.items():
            if spot.cause and not spot.state.was_applied and spot.outcome in set(outcomes):
                found[spot.outcome, spot.cause] += rows
        causes = [Cause(*each, rows, self.examples.get(each[1], "")) for each, rows in found.items()]
        return sorted(causes, key=lambda each: (-each.rows, each.cause))

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "spots": [[*map(str, spot), rows] for spot, rows in self.spots.items()],
            "fields": dict(self.fields),
            "examples": dict(self.examples),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The tally that `to_json` wrote."""
        spots = {
            Spot(Outcome(outcome), Action(action), RowState(state), cause): rows
            for outcome, action, state, cause, rows in told["spots"]
        }
        return cls(spots, told["fields"], told["examples"])


@dataclass(frozen=True, slots=True)
class Counted:
    """What a tally has to know about a row."""

    spot: Spot
    fields: int = 0
    detail: str = ""
