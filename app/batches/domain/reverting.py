"""Undoing an import: when it is possible, why somebody stays, and what became of a row, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.batches.domain.status import BatchKind, BatchStatus, NotPossible, described
from app.words import N_, _, all_of, languages, plural, speaking

UNDO_DAYS = 90
"""For how many days an import can be undone, where a deployment says nothing else."""
GONE = N_("The person was erased, or merged into somebody else, since.")
HELD = N_("The address is held, as nobody becomes mailable by it. Administrators may release it.")
GIFT_REMOVED = N_("The gift was removed again.")
GIFT_GONE = N_("The gift was gone already.")
_GIFT_STAYS = N_("The gift stays: {why}.")
NOTHING_LEFT = N_("Nothing of what this row changed stood any more.")


class Trace(StrEnum):
    """What may have happened to a person since an import added her, so that she stays."""

    EDITED = "edited"
    GIFT = "gift"
    REGISTRATION = "registration"
    MESSAGE = "message"
    PERMISSION = "permission"
    NOTE = "note"
    ROLE = "role"
    PROSPECT = "prospect"
    GROUP = "group"
    IMPORT = "import"
    MERGED = "merged"


_TOLD = {
    Trace.EDITED: N_("was changed"),
    Trace.GIFT: N_("has a gift"),
    Trace.REGISTRATION: N_("is registered for an event"),
    Trace.MESSAGE: N_("got email"),
    Trace.PERMISSION: N_("has a line in the record of permission"),
    Trace.NOTE: N_("has a note"),
    Trace.ROLE: N_("has a role"),
    Trace.PROSPECT: N_("is looked after as a prospect"),
    Trace.GROUP: N_("was put into a group"),
    Trace.IMPORT: N_("is in another import or batch"),
    Trace.MERGED: N_("has taken in another record"),
}


@dataclass(frozen=True, slots=True)
class Later:
    """One thing that happened since: the latest of its kind, and who did it, where that is known."""

    trace: Trace
    at: datetime | None = None
    who: str = ""

    @property
    def told(self) -> str:
        """ "was changed by Maria"."""
        told = str(_TOLD[self.trace])
        return _("{what} by {who}", what=told, who=self.who) if self.who else told


def stays(later: Iterable[Later]) -> str:
    """Why somebody whom the import added stays, as it stands with her row."""
    return _("Stays: since then this person {happened}.", happened=joined([each.told for each in later]))


def gift_stays(why: str) -> str:
    """Why the gift of a row stays, as it stands with the row."""
    return _GIFT_STAYS.format(why=why)


def tells_of_gift(detail: str) -> bool:
    """Whether it is said there what became of a gift, in any language: it may have changed since."""
    return any(_tells_of_gift(detail, locale) for locale in languages())


def _tells_of_gift(detail: str, locale: str) -> bool:
    with speaking(locale):
        before, __, after = str(_GIFT_STAYS).partition("{why}")
        said = detail in (str(GIFT_REMOVED), str(GIFT_GONE))
        return said or (detail.startswith(before) and detail.endswith(after))


def restored(back: Sequence[str], left: Sequence[str]) -> str:
    """What went back on a record, and what stays with the reason, as it stands with its row."""
    gone = _("Taken back: {fields}.", fields=joined(back)) if back else ""
    kept = _("Stays: {reasons}.", reasons="; ".join(dict.fromkeys(left))) if left else ""
    return " ".join(filter(None, (gone, kept))) or str(NOTHING_LEFT)


def removed(lookup_id: str) -> str:
    """What became of a record that the import had added."""
    return _("{lookup_id} was removed again.", lookup_id=lookup_id)


def joined(parts: Sequence[str]) -> str:
    """ "one, two and three"; each part once."""
    return all_of(list(dict.fromkeys(parts)))


def refusal(
    status: BatchStatus,
    committed_at: datetime | None,
    *,
    now: datetime,
    days: int = UNDO_DAYS,
    kind: BatchKind = BatchKind.IMPORT,
) -> NotPossible | None:
    """Why a batch cannot be undone now; None where it can. One that was begun can always go on."""
    match status:
        case BatchStatus.UNDO_STOPPED:
            return None
        case BatchStatus.COMMITTED | BatchStatus.PAUSED:
            return _too_late(committed_at, now, days, kind)
        case BatchStatus.UNDONE:
            return NotPossible(
                kind.say(
                    _("This import was undone already: there is nothing left to undo."),
                    _("This batch was undone already: there is nothing left to undo."),
                )
            )
        case BatchStatus.UNDOING | BatchStatus.COMMITTING:
            return NotPossible(described(status, kind))
        case _:
            return NotPossible(
                kind.say(
                    _("This import has changed nothing yet: there is nothing to undo."),
                    _("This batch has changed nothing yet: there is nothing to undo."),
                )
            )


def until(committed_at: datetime | None, days: int) -> datetime | None:
    """The last instant at which an import can be undone; None while that is open."""
    return committed_at + timedelta(days=days) if committed_at else None


def _too_late(committed_at: datetime | None, now: datetime, days: int, kind: BatchKind) -> NotPossible | None:
    last = until(committed_at, days)
    if last is None or now <= last:
        return None
    return NotPossible(
        kind.say(
            plural(
                days,
                "An import can be undone for {n} day after its commit; that time is over.",
                "An import can be undone for {n} days after its commit; that time is over.",
            ),
            plural(
                days,
                "A batch can be undone for {n} day after its commit; that time is over.",
                "A batch can be undone for {n} days after its commit; that time is over.",
            ),
        )
    )
