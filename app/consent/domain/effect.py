"""What a change of a record would do to the permission to email: the verdict before it and after it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.domain.gates import GateResult
from app.consent.domain.verdict import Verdict
from app.words import N_, _

_NO_ADDRESS = frozenset({Barrier.NO_EMAIL, Barrier.MALFORMED_EMAIL})
_OF_ADDRESS = frozenset({Gate.NOT_SUPPRESSED, Gate.NOT_UNSUBSCRIBED})


class Shift(StrEnum):
    """Which way a gate, or the whole verdict, goes."""

    SAME = "same"
    STRICTER = "stricter"
    HELD = "held"
    """What was known of an address stays behind with it, and the one in its place is on hold instead."""
    OPENED = "opened"
    """There is an address that can be written to, where there was none: the only gate a change may open."""
    LOOSER = "looser"
    """A restriction would end. No change of a record may do that."""


_RANKED = (Shift.LOOSER, Shift.STRICTER, Shift.OPENED, Shift.HELD)


@dataclass(frozen=True, slots=True)
class GateShift:
    """One gate that finds something else after the change."""

    before: GateResult
    after: GateResult
    shift: Shift

    @property
    def gate(self) -> Gate:
        return self.after.gate

    @property
    def words(self) -> str:
        """What changes at this gate, in a sentence."""
        match self.shift:
            case Shift.STRICTER:
                return _("Stricter than before: {reason}.", reason=self.after.detail)
            case Shift.HELD:
                return _("So far: {reason}. The new address is on hold instead.", reason=self.before.detail)
            case Shift.OPENED:
                return _("There is an email address now: {reason}.", reason=self.after.detail)
            case Shift.LOOSER:
                return _("No longer: {reason}.", reason=self.before.detail)
            case Shift.SAME if self.after.passed:
                return f"{self.gate.words}: {self.after.detail}."
            case Shift.SAME:
                return _("Still stopped: {reason}.", reason=self.after.detail)
            case _:
                assert_never(self.shift)


@dataclass(frozen=True, slots=True)
class Effect:
    """The verdict on somebody as it is (None: she is not on record yet) and as it would be."""

    before: Verdict | None
    after: Verdict

    @property
    def gates(self) -> tuple[GateShift, ...]:
        """The gates that would find something else, in their order; none for somebody new."""
        if self.before is None:
            return ()
        held = any(result.reason is SuppressionReason.HELD for result in self.after.barriers)
        return tuple(
            GateShift(old, new, _shift(old, new, held))
            for old, new in zip(self.before.gates, self.after.gates, strict=True)
            if (old.barrier, old.detail, old.reason) != (new.barrier, new.detail, new.reason)
        )

    @property
    def shift(self) -> Shift:
        """The weightiest of what the gates do: looser, then stricter, then opened."""
        found = {each.shift for each in self.gates}
        return next((each for each in _RANKED if each in found), Shift.SAME)

    @property
    def headline(self) -> str:
        """Whether mail may go there afterwards, and what that was before, in a sentence or two."""
        if self.before is None:
            return f"{self.after.words}."
        if self.after.eligible:
            return _("Can be emailed, as before.") if self.before.eligible else str(_OPENED)
        if self.before.headline is self.after.headline:
            return _("{verdict}. That stays so.", verdict=self.after.words)
        if self.before.headline is None:
            return _("{verdict}. Until now it was allowed.", verdict=self.after.words)
        return _(
            "{verdict}. Until now: {reason}.", verdict=self.after.words, reason=self.before.headline.label
        )

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        if self.shift in (Shift.STRICTER, Shift.LOOSER):
            return "error"
        return "ready" if self.after.eligible else "neutral"


_OPENED = N_("Can be emailed from now on: there is an email address, and nothing stands in the way.")


def _shift(before: GateResult, after: GateResult, held: bool) -> Shift:
    if before.passed == after.passed:
        return Shift.SAME
    if before.passed:
        return Shift.STRICTER
    if before.barrier in _NO_ADDRESS:
        return Shift.OPENED
    return Shift.HELD if held and before.gate in _OF_ADDRESS else Shift.LOOSER
