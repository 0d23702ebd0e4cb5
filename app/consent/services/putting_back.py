"""After a restore: what was refused since the backup is written into the ledger again."""

from collections import defaultdict
from collections.abc import Iterable

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent.domain.facts import Party
from app.consent.domain.refusals import Refusal
from app.consent.services.ledger import Line, restrict
from app.words import N_

SOURCE = N_("put back after a backup was restored")


def put_back(workspace: Workspace, refusals: Iterable[Refusal], *, actor: Actor) -> int:
    """Write these lines as they were, with their ids; answers how many. None of them may be in the ledger."""
    lines: dict[Party, list[Line]] = defaultdict(list)
    for each in refusals:
        lines[each.event.party].append(_line(each))
    return sum(len(restrict(workspace, some, party=party, actor=actor).ids) for party, some in lines.items())


def _line(refusal: Refusal) -> Line:
    event = refusal.event
    return Line(
        id=event.id,
        kind=event.kind,
        at=event.at,
        recorded_at=refusal.recorded_at,
        subject=event.subject,
        address_key=event.address_key or "",
        topic=event.topic,
        reason=event.reason,
        until=event.until,
        source=SOURCE,
    )
