"""One person: the record, the figures of the overview, and the counts on the tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.domain.summaries import Engagement, Giving, Registrations
from app.activity.models import Delivery, Donation, Registration
from app.activity.queries import email, events
from app.activity.queries.giving import giving
from app.constituents import queries as constituents
from app.constituents.domain import record
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Address, Constituent, EmailAddress, FormerName, Phone
from app.db import db
from app.profiles.domain.engaged import Engaged, Sign, engaged


@dataclass(frozen=True, slots=True)
class Person:
    """A constituent with everything that is hers; of contact points the primary comes first."""

    row: Constituent
    name: Name
    emails: Sequence[EmailAddress]
    phones: Sequence[Phone]
    addresses: Sequence[Address]
    former_names: Sequence[FormerName]
    external_ids: Sequence[record.ExternalId]

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def display(self) -> str:
        """The name as people read it; where none is known, the email address or the lookup ID."""
        return self.row.display_override or display_name(self.name) or self.email or self.lookup_id

    @property
    def lookup_id(self) -> str:
        return format_lookup(self.row.lookup_number)

    @property
    def email(self) -> str:
        """The active primary address, or ""."""
        return next((item.address for item in self.emails if item.is_primary and item.is_active), "")

    @property
    def reach(self) -> list[str]:
        """How to reach her in one line: primary email, primary phone, city."""
        phone = next((item.number for item in self.phones if item.is_primary and item.is_active), "")
        city = next((item.city for item in self.addresses if item.is_primary and item.is_active), "")
        return [part for part in (self.email, phone, city) if part]

    @property
    def birth(self) -> record.PartialDate | None:
        return constituents.partial(self.row.birth_year, self.row.birth_month, self.row.birth_day)

    @property
    def deceased(self) -> record.PartialDate | None:
        return constituents.partial(self.row.deceased_year, self.row.deceased_month, self.row.deceased_day)


def person(workspace: Workspace, constituent_id: int) -> Person | None:
    """One person in six statements, or None when this workspace has nobody with this id."""
    row = constituents.get(workspace, constituent_id)
    if row is None:
        return None
    points: dict[Any, Sequence[Any]] = {
        kind: constituents.points_of(workspace, constituent_id, kind)
        for kind in (EmailAddress, Phone, Address)
    }
    former = db.session.scalars(
        select(FormerName)
        .where(FormerName.workspace_id == workspace.id, FormerName.constituent_id == constituent_id)
        .order_by(FormerName.id)
    ).all()
    return Person(
        row,
        Name(**{part: getattr(row, part) for part in constituents.NAME_PARTS}),
        points[EmailAddress],
        points[Phone],
        points[Address],
        former,
        constituents.external_ids(workspace.id, [constituent_id])[constituent_id],
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is behind each tab."""

    donations: int
    registrations: int
    deliveries: int


def counts(workspace: Workspace, constituent_id: int) -> Counts:
    """The counts of one person, in one statement."""

    def of(table: Any) -> Any:
        mine = select(func.count()).where(
            table.workspace_id == workspace.id, table.constituent_id == constituent_id
        )
        return mine.scalar_subquery()

    return Counts(*db.session.execute(select(of(Donation), of(Registration), of(Delivery))).one())


@dataclass(frozen=True, slots=True)
class Glance:
    """The figures behind the answers at a glance."""

    giving: Giving
    registrations: Registrations
    engagement: Engagement
    engaged: Engaged


def glance(workspace: Workspace, constituent_id: int, *, at: datetime) -> Glance:
    """The figures of one person on the workspace's day of this instant, in four statements."""
    today = local_day(workspace, at)
    given = giving(workspace, constituent_id, today=today)
    visits = events.summary(workspace, constituent_id)
    mail = email.engagement(workspace, constituent_id)
    return Glance(given, visits, mail, engaged(_signs(workspace, given, visits, mail), today=today))


def _signs(workspace: Workspace, given: Giving, visits: Registrations, mail: Engagement) -> list[Sign]:
    instants = (
        ("opened an email", mail.last_opened_at),
        ("clicked in an email", mail.last_clicked_at),
        ("registered for an event", visits.last_registered_at),
    )
    signs = [Sign(what, local_day(workspace, at)) for what, at in instants if at]
    return [*signs, Sign("gave", given.last.on)] if given.last else signs


def local_day(workspace: Workspace, at: datetime) -> date:
    """The day it is in the workspace at this instant."""
    return at.astimezone(ZoneInfo(workspace.timezone)).date()
