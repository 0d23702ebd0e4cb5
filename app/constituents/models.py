"""The record of a constituent: names, contact points, identifiers."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.constituents.domain.departure import Departed
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Kind
from app.db import NARROW, Record, Tenant, in_workspace, now, ref, short

_PRIMARY = text("is_primary")
ORDERED = Text().with_variant(Text(collation="C"), "postgresql")
"""Folded text, in the same order on every database; its index answers what begins with something."""


def _point(table: str, key: str) -> tuple[object, ...]:
    """Keys and indexes of a contact point: its owner, its look-up key, and at most one primary each."""
    return (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index(f"ix_{table}_owner", "workspace_id", "constituent_id"),
        Index(f"ix_{table}_key", "workspace_id", key, "constituent_id"),
        Index(
            f"uq_{table}_primary",
            *("workspace_id", "constituent_id"),
            unique=True,
            sqlite_where=_PRIMARY,
            postgresql_where=_PRIMARY,
        ),
    )


def _some(name: str, where: str, *columns: str) -> Index:
    """An index of the few records of which this is known."""
    known = text(where)
    return Index(name, "workspace_id", *columns, "id", sqlite_where=known, postgresql_where=known)


class Constituent(Record):
    """A supporter: an individual or an organization. `version` rises by one with every change set."""

    __tablename__ = "constituents"
    __table_args__ = (
        in_workspace(),
        Index("uq_constituents_lookup", "workspace_id", "lookup_number", unique=True),
        Index("ix_constituents_sort", "workspace_id", "sort_name", "id"),
        Index("ix_constituents_created", "workspace_id", "created_at", "id"),
        Index("ix_constituents_updated", "workspace_id", "updated_at", "id"),
        _some("ix_constituents_source", "source <> ''", "source"),
        _some("ix_constituents_birth", "birth_month IS NOT NULL", "birth_month", "birth_year", "birth_day"),
    )

    kind: Mapped[Kind]
    lookup_number: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    first: Mapped[str] = mapped_column(default="")
    middle: Mapped[str] = mapped_column(default="")
    last: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    nickname: Mapped[str] = mapped_column(default="")
    maiden: Mapped[str] = mapped_column(default="")
    organization: Mapped[str] = mapped_column(default="")
    display_override: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str] = mapped_column(ORDERED)
    """The name as the list files it, folded."""
    found_by: Mapped[str] = mapped_column(default="", server_default="")
    """Every word that finds the record, each after a line break: what a search asks of one record."""
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    is_deceased: Mapped[bool] = mapped_column(default=False)
    deceased_year: Mapped[int | None]
    deceased_month: Mapped[int | None]
    deceased_day: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    inactive_reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class FormerName(Record):
    """A name that was, or an alias, with the time it was used and where it was learned."""

    __tablename__ = "former_names"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_former_names_owner", "workspace_id", "constituent_id"),
    )

    constituent_id: Mapped[int]
    value: Mapped[str]
    is_alias: Mapped[bool] = mapped_column(default=False)
    start: Mapped[date | None]
    end: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class EmailAddress(Record):
    """An email address of a constituent. `key` is the canonical form that is compared."""

    __tablename__ = "email_addresses"
    __table_args__ = _point("email_addresses", "key")

    constituent_id: Mapped[int]
    address: Mapped[str]
    key: Mapped[str] = mapped_column(ORDERED)
    type: Mapped[PointType]
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    start: Mapped[date | None]
    end: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class Phone(Record):
    """A phone number as typed, and in E.164 form where it is possible."""

    __tablename__ = "phones"
    __table_args__ = _point("phones", "e164")

    constituent_id: Mapped[int]
    number: Mapped[str]
    e164: Mapped[str] = mapped_column(default="")
    type: Mapped[PointType]
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    start: Mapped[date | None]
    end: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class Address(Record):
    """A postal address. `key` is the standardized form that is compared."""

    __tablename__ = "addresses"
    __table_args__ = (
        *_point("addresses", "key"),
        Index("ix_addresses_place", "workspace_id", "city_key", "constituent_id"),
    )

    constituent_id: Mapped[int]
    lines: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    city_key: Mapped[str] = mapped_column(default="")
    """City, region and country folded: SQLite itself folds no letter beyond ASCII."""
    region_key: Mapped[str] = mapped_column(default="")
    country_key: Mapped[str] = mapped_column(default="")
    key: Mapped[str]
    type: Mapped[PointType]
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    do_not_mail: Mapped[bool] = mapped_column(default=False)
    do_not_mail_reason: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None]
    end: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class ExternalSystem(Record):
    """Another tool that knows our constituents by ids of its own; matched on only when trusted."""

    __tablename__ = "external_systems"
    __table_args__ = (in_workspace(), Index("uq_external_systems_name", "workspace_id", "name", unique=True))

    name: Mapped[str] = mapped_column(short())
    is_trusted: Mapped[bool] = mapped_column(default=False)


class ExternalId(Record):
    """A constituent's id in another system: one owner per (system, value)."""

    __tablename__ = "external_ids"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        ref("system_id", "external_systems", ondelete="RESTRICT"),
        Index("uq_external_ids_value", "workspace_id", "system_id", "value", unique=True),
        Index("ix_external_ids_owner", "workspace_id", "constituent_id"),
        NARROW,
    )

    constituent_id: Mapped[int]
    system_id: Mapped[int]
    value: Mapped[str]


class Counter(Tenant):
    """The last number given out, per workspace and name: lookup ids, batch numbers; never reused."""

    __tablename__ = "counters"
    __table_args__ = (in_workspace(), NARROW)

    name: Mapped[str] = mapped_column(short(40), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger, default=0)


class Departure(Tenant):
    """A constituent who is gone: when, by whom, and for one that was merged, in whom she lives on.

    No key leads to the constituent, whose row may go. Whoever is listed here is in no answer about people.
    """

    __tablename__ = "departures"
    __table_args__ = (
        in_workspace(),
        ref("into_id", "constituents", ondelete="RESTRICT"),
        Index("uq_departures_lookup", "workspace_id", "lookup_number", unique=True),
        Index("ix_departures_into", "workspace_id", "into_id"),
        NARROW,
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lookup_number: Mapped[int]
    kind: Mapped[Departed]
    into_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")


class Removal(Tenant):
    """A record that is gone because what added it was undone: by which import, by whom, and when.

    It stands apart from the departures: every query about people looks there, and one undoing may remove a
    hundred thousand. No key leads anywhere, and its lookup number is not given out again.
    """

    __tablename__ = "removals"
    __table_args__ = (in_workspace(), NARROW)

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lookup_number: Mapped[int]
    batch_number: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")
