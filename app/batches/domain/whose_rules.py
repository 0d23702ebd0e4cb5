"""Which rules hold for a row of a batch that staff type, in a line beside it."""

from collections.abc import Mapping
from typing import Any, Protocol

from app.batches.domain.rows import Action, Outcome
from app.batches.domain.touched import bit
from app.words import N_, _

LINKED = "linked"
"""Where what was compared says that the lookup ID of the row named its person."""
_AS_TYPED = N_("Linked by lookup ID: written as typed, no update rules.")
_BY_FILE = N_("From a file: update rules apply, also with a lookup ID.")
_BY_HAND = N_("Settled by hand: what was chosen is written.")
_SURE = 100.0
_ORGANIZATION = bit("name.organization")


class Told(Protocol):
    """What is stored with a row."""

    @property
    def typed(self) -> bool: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def action(self) -> Action: ...
    @property
    def detail(self) -> str: ...
    @property
    def fields(self) -> int: ...
    @property
    def score(self) -> float | None: ...
    @property
    def match(self) -> Mapping[str, Any] | None: ...
    @property
    def decision(self) -> Mapping[str, Any] | None: ...
    @property
    def joins(self) -> int | None: ...


def why_of(row: Told) -> str:
    """One sentence, or two; "" while it is not settled whom the row is about."""
    if row.outcome is not Outcome.READY:
        return ""
    if row.joins:
        return _("About the new person of row {row}: update rules apply.", row=row.joins)
    if row.action is Action.CREATE:
        told = _("Adds a new organization.") if row.fields & _ORGANIZATION else _("Adds a new person.")
        also = (f"{each[:1].upper()}{each[1:]}." for each in row.detail.split(" · ")[1:])
        return " ".join((told, *also))
    if (row.match or {}).get(LINKED):
        return _AS_TYPED if row.typed else _BY_FILE
    if (row.decision or {}).get("do") == "merge":
        return _BY_HAND
    if row.score is None or row.score >= _SURE:
        return _("Matched by an ID: update rules apply.")
    return _("Matched at {score}: update rules apply.", score=f"{row.score:.0f}")
