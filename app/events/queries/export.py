"""The registrations of an event as a table to take away."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.money import typed_amount
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents.models import Constituent
from app.db import db
from app.events.domain.words import STATUS
from app.events.queries.registrations import Line, lines
from app.web.pagination import decode
from app.words import _

HEADER = (
    *("Lookup ID", "Name", "Email", "Can be emailed", "Status", "Ticket", "Guests"),
    *("Fee", "Currency", "Registered", "Checked in", "Note"),
)
_AT_ONCE = 1_000


def table(
    workspace: Workspace,
    event_id: int,
    *,
    text: str = "",
    statuses: Collection[RegistrationStatus] = (),
    at: datetime,
) -> Iterator[Sequence[str]]:
    """The head, and a row for each registration by name; a few statements for each thousand."""
    yield HEADER
    after: str | None = ""
    while after is not None:
        cursor = decode(after, str, int)
        found = lines(workspace, event_id, text=text, statuses=statuses, cursor=cursor, size=_AT_ONCE)
        told = _told(workspace, found.rows, at)
        yield from (_row(workspace, each, told.get(each.who.id)) for each in found.rows)
        after = found.next


def _told(workspace: Workspace, found: Sequence[Line], at: datetime) -> dict[int, str | None]:
    """Why each of them cannot be emailed; None who can."""
    query = select(Constituent.id, consent.headline(workspace, at=at, exactly=True)).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_([each.who.id for each in found])
    )
    return {key: barrier for key, barrier in db.session.execute(query)}


def _row(workspace: Workspace, line: Line, barrier: str | None) -> Sequence[str]:
    of, zone = line.of, ZoneInfo(workspace.timezone)
    currency = of.currency or workspace.currency
    return (
        *(line.who.lookup_id, line.who.name, line.who.email),
        _("no: {reason}", reason=Barrier(barrier).label) if barrier else _("yes"),
        *(STATUS[of.status], of.ticket, str(of.guests)),
        *((typed_amount(of.fee, currency, "en_US"), currency) if of.fee else ("", "")),
        *(_written(of.registered_at, zone), _written(of.checked_in_at, zone), of.note),
    )


def _written(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(" ", "minutes")[:16] if at else ""
