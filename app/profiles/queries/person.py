"""One person: the whole record with its counts and what is known of permission, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Workspace
from app.activity.models import Delivery, Donation, Registration
from app.activity.rollup_models import Rollup
from app.consent import queries as consent
from app.consent.domain.standing import Recorded, Standing
from app.consent.domain.verdict import Verdict, decide
from app.constituents import queries as constituents
from app.constituents.domain import record
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, called, display_name
from app.constituents.models import (
    Address,
    Constituent,
    Departure,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)
from app.gathered import HERE, WHO, about, ask, rows
from app.words import N_

_MAY_BE_LEFT_OUT = (("middle", N_("middle name")), ("suffix", "suffix"), ("organization", "organization"))
_LEFT_OUT = (("nickname", "nickname"), ("maiden", N_("maiden name")))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is behind each tab."""

    donations: int
    registrations: int
    deliveries: int


@dataclass(frozen=True, slots=True)
class Person:
    """A constituent with everything that is hers; of contact points the primary comes first.

    `row` and the items have the columns of their tables.
    """

    row: Any
    name: Name
    emails: Sequence[Any]
    phones: Sequence[Any]
    addresses: Sequence[Any]
    former_names: Sequence[Any]
    external_ids: Sequence[record.ExternalId]
    trusted: frozenset[str]
    """Those of the systems behind the IDs that are matched on."""
    merged: Sequence[tuple[str, datetime]]
    """The lookup IDs of records that live on in this one, and since when."""
    counts: Counts
    standing: Standing
    in_force: Recorded
    """Everything in force about her or any of her addresses, also what does not reach the primary one."""

    @property
    def id(self) -> int:
        return int(self.row.id)

    @property
    def display(self) -> str:
        """The name as people read it; where none is known, the email address or the lookup ID."""
        return called(self.name, self.row.display_override, email=self.email, lookup_id=self.lookup_id)

    @property
    def full_name(self) -> str:
        """The name that would be shown if no other were shown instead, with the title; "" if not known."""
        return " ".join(filter(None, (self.name.title, display_name(self.name))))

    @property
    def name_besides(self) -> list[tuple[str, str]]:
        """The parts that the full name leaves out, each with its label: always nickname and maiden name."""
        missing = [each for each in _MAY_BE_LEFT_OUT if getattr(self.name, each[0]) not in self.full_name]
        return [(label, name) for part, label in (*missing, *_LEFT_OUT) if (name := getattr(self.name, part))]

    @property
    def lookup_id(self) -> str:
        return format_lookup(self.row.lookup_number)

    @property
    def is_organization(self) -> bool:
        return bool(self.row.kind is record.Kind.ORGANIZATION)

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
    """One person in one statement, or None when this workspace has nobody with this id."""
    row = ask(_statement(stale=workspace.rollups_stale), workspace.id, constituent_id)
    return _person(row, workspace) if row else None


def verdict(workspace: Workspace, who: Person, *, at: datetime) -> Verdict:
    """Whether one person can be emailed at this instant, whatever the topic."""
    return decide(who.standing, rules=consent.rules_of(workspace), topic=None, at=at)


def local_day(workspace: Workspace, at: datetime) -> date:
    """The day it is in the workspace at this instant."""
    return at.astimezone(ZoneInfo(workspace.timezone)).date()


@cache
def _statement(*, stale: bool) -> Select[Any]:
    return select(
        *(getattr(Constituent, column.key) for column in Constituent.__table__.columns),
        *(rows(_all_of(table)).label(name) for name, table in _PARTS.items()),
        rows(_external_ids()).label("external_ids"),
        rows(_merged()).label("merged"),
        *(_count(kept, stale=stale).label(f"count_of_{name}") for name, kept in _COUNTED.items()),
        *consent.standing_columns(),
    ).where(Constituent.workspace_id == HERE, Constituent.id == WHO)


_PARTS: dict[str, Any] = {
    "emails": EmailAddress,
    "phones": Phone,
    "addresses": Address,
    "former_names": FormerName,
}
_COUNTED: dict[str, Any] = {
    "donations": (Donation, Rollup.donations),
    "registrations": (Registration, Rollup.registrations),
    "deliveries": (Delivery, Rollup.sent),
}
"""Facts, and where their number is kept."""


def _all_of(table: Any) -> Select[Any]:
    return select(*table.__table__.columns).where(*about(table))


def _external_ids() -> Select[*tuple[Any, ...]]:
    system = (ExternalSystem.workspace_id == ExternalId.workspace_id) & (
        ExternalSystem.id == ExternalId.system_id
    )
    query = select(ExternalSystem.name.label("system"), ExternalId.value, ExternalSystem.is_trusted)
    return query.join(ExternalSystem, system).where(*about(ExternalId))


def _merged() -> Select[*tuple[Any, ...]]:
    """The records that were merged into this one."""
    return select(Departure.lookup_number, Departure.at).where(
        Departure.workspace_id == HERE, Departure.into_id == WHO
    )


def _count(kept: tuple[Any, Any], *, stale: bool) -> ColumnElement[int]:
    table, number = kept
    if stale:
        return select(func.count()).select_from(table).where(*about(table)).scalar_subquery()
    return func.coalesce(select(number).where(*about(Rollup)).scalar_subquery(), 0)


def _person(row: Any, workspace: Workspace) -> Person:
    externals = sorted((each.system, each.value) for each in row.external_ids)
    return Person(
        row,
        Name(**{part: getattr(row, part) for part in constituents.NAME_PARTS}),
        sorted(row.emails, key=_rank),
        sorted(row.phones, key=_rank),
        sorted(row.addresses, key=_rank),
        sorted(row.former_names, key=lambda each: int(each.id)),
        [record.ExternalId(*each) for each in externals],
        frozenset(each.system for each in row.external_ids if each.is_trusted),
        [(format_lookup(each.lookup_number), each.at) for each in row.merged],
        Counts(row.count_of_donations, row.count_of_registrations, row.count_of_deliveries),
        consent.standing_from(row, workspace),
        consent.everything_from(row),
    )


def _rank(item: Any) -> tuple[bool, bool, int]:
    return not item.is_active, not item.is_primary, item.id
