"""Taking something back makes nobody mailable: her address waits until staff release it."""

from collections.abc import Collection, Iterable

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Recorded
from app.consent.services.ledger import Line, restrict
from app.constituents.domain.record import Existing
from app.db import now
from app.words import N_, _

_PASSES = frozenset(
    {
        Barrier.MODULE_OFF,
        Barrier.PAUSED,
        Barrier.NO_CONSENT,
        Barrier.CONSENT_WITHDRAWN,
        Barrier.CONSENT_EXPIRED,
    }
)
"""What may end without anybody looking at the address: by time, a setting, a consent, or for one topic."""
HELD = N_("it came back in the place of one that could not be emailed")


def mailable(workspace: Workspace, people: Collection[int]) -> set[int]:
    """Those of these people who can be emailed now."""
    found = consent.verdicts(workspace, people, at=now())
    return {who for who, verdict in found.items() if verdict.eligible}


def reachable(workspace: Workspace, people: Collection[int]) -> set[int]:
    """Those of these people whom nothing stops but what may pass by itself: a pause, no consent yet."""
    found = consent.verdicts(workspace, people, at=now())
    return {
        who for who, verdict in found.items() if all(result.barrier in _PASSES for result in verdict.barriers)
    }


def hold_returned(workspace: Workspace, records: Iterable[Existing], *, before: Collection[int]) -> set[int]:
    """Hold the address of everybody who is `reachable` now and was not `before`.

    Answers for whom of them all an address waits, whoever held it. Statements do not grow with the records.
    """
    others = {each.id: each for each in records if each.id not in before}
    if not others:
        return set()
    lines = [_line(others[who]) for who in sorted(reachable(workspace, others))]
    if lines:
        restrict(workspace, lines, party=Party.SYSTEM, actor=Actor(_("Kith"), Via.RULE))
    standings = consent.standings(workspace, others)
    return {who for who, each in standings.items() if each.recorded and _is_held(each.recorded)}


def _is_held(recorded: Recorded) -> bool:
    return any(each.reason is SuppressionReason.HELD for each in recorded.restrictions)


def _line(who: Existing) -> Line:
    return Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=who.id,
        address=next(email.address for email in who.emails if email.primary and email.active),
        reason=SuppressionReason.HELD,
        source=HELD,
    )
