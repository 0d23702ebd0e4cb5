"""People with addresses, and lines for the ledger, in a database."""

from datetime import UTC, datetime, timedelta

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services
from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Refused
from app.consent.models import InterestGroup
from app.consent.services import Line, Written
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing, Kind, Name
from app.constituents.services import Rewrite, write
from app.db import db

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STAFF = Actor("Alice", Via.FORM, id=101)
OPT_IN, OPT_OUT = 1, 2


def ago(days: int) -> datetime:
    """So many days before the instant of the tests."""
    return AT - timedelta(days=days)


def workspace(workspace_id: int, policy: str = "opt_out") -> Workspace:
    """The workspace under this policy, with two interest groups."""
    found = db.session.get_one(Workspace, workspace_id)
    found.consent_policy = policy
    here = {"workspace_id": workspace_id}
    db.session.add_all(
        [
            InterestGroup(**here, id=OPT_IN, name="Trips", is_opt_in=True),
            InterestGroup(**here, id=OPT_OUT, name="Newsletter", is_opt_in=False),
        ]
    )
    db.session.flush()
    return found


def person(workspace: Workspace, *addresses: str, first: str = "Ann") -> Existing:
    """Somebody with these addresses, of which the first is primary."""
    name = Name(first=first, last="Smith")
    emails = tuple(Email(each, PointType.HOME, primary=not n) for n, each in enumerate(addresses))
    blank = Existing(Kind.INDIVIDUAL, name)
    return write(workspace.id, [Rewrite(blank, Existing(Kind.INDIVIDUAL, name, emails=emails))])[0]


def restricted(
    workspace: Workspace,
    kind: EventKind,
    subject: int | None = None,
    *,
    party: Party = Party.SUPPORTER,
    address: str = "",
    days: int = 10,
    reason: SuppressionReason | None = None,
    topic: int | None = None,
    until: datetime | None = None,
) -> int:
    """A restriction since so many days; answers the id of its line."""
    line = Line(
        kind=kind,
        at=ago(days),
        subject=subject,
        address=address,
        reason=reason,
        topic=topic,
        until=until,
        evidence="a letter",
    )
    return services.restrict(workspace, [line], party=party, actor=STAFF).ids[0]


def consented(
    workspace: Workspace, subject: int, *, topic: int | None = None, days: int = 10
) -> Written | Refused:
    """A consent recorded by staff with evidence."""
    line = Line(
        kind=EventKind.CONSENT_GIVEN,
        at=ago(days),
        subject=subject,
        basis=Basis.EXPRESS,
        topic=topic,
        evidence="sign-up sheet",
    )
    return services.permit(workspace, [line], party=Party.STAFF, actor=STAFF)
