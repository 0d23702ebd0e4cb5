"""What the validation of a batch found, as it is kept with the batch: numbers of rows, and no names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from app.batch_entry.domain.interactions import Finding

MOST = 200
"""Findings that are kept."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What rows do to each other, and in how many rows each update rule would decide something.

    `more` findings were too many to keep.
    """

    findings: tuple[Finding, ...] = ()
    more: int = 0
    rules: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], rules: Mapping[str, int]) -> Self:
        """The most important findings, and how often each rule would be used, the most frequent first."""
        listed = list(findings)
        ranked = dict(sorted(rules.items(), key=lambda each: (-each[1], each[0])))
        return cls(tuple(listed[:MOST]), max(0, len(listed) - MOST), ranked)

    def to_json(self) -> dict[str, Any]:
        """A value for a JSON column."""
        return {
            "findings": [each.to_json() for each in self.findings],
            "more": self.more,
            "rules": list(self.rules.items()),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any] | None) -> Self:
        """What `to_json` wrote; nothing where nothing was."""
        if not told:
            return cls()
        found = tuple(Finding.from_json(each) for each in told["findings"])
        return cls(found, told["more"], dict(told["rules"]))
