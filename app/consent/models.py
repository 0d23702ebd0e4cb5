"""The ledger of permission, and the projections that can be rebuilt from it.

The projections keep their row ids: they are found by person and by address, and SQLite, where it has no
statistics, would read a table that lies in key order from the start of the workspace.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.consent.domain.barrier import Gate
from app.consent.domain.facts import Basis, EventKind, Occasion, Party, SuppressionReason
from app.db import Json, Record, Tenant, in_workspace, now, ref, short

_KEYED = text("address_key IS NOT NULL")
_ABOUT_A_TOPIC = text("topic_id IS NOT NULL")


class ConsentEvent(Record):
    """One line of the ledger: append-only. `subject_id` has no foreign key, as a line outlives the person."""

    __tablename__ = "consent_events"
    __table_args__ = (
        in_workspace(),
        ref("topic_id", "interest_groups", ondelete="RESTRICT"),
        Index("ix_consent_events_subject", "workspace_id", "subject_id", "sequence"),
        Index("ix_consent_events_address", "workspace_id", "address_key", "sequence"),
        Index("uq_consent_events_sequence", "workspace_id", "sequence", unique=True),
        Index(
            "ix_consent_events_topic",
            *("workspace_id", "topic_id", "at"),
            sqlite_where=_ABOUT_A_TOPIC,
            postgresql_where=_ABOUT_A_TOPIC,
        ),
    )

    sequence: Mapped[int]
    kind: Mapped[EventKind]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    party: Mapped[Party]
    source: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None]
    address_key: Mapped[str | None] = mapped_column(short(64))
    topic_id: Mapped[int | None]
    reason: Mapped[SuppressionReason | None]
    basis: Mapped[Basis | None]
    occasion: Mapped[Occasion | None]
    statement: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    closes: Mapped[list[int]] = mapped_column(Json, default=list)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[int | None]
    row_number: Mapped[int | None]


class RestrictionInForce(Tenant):
    """A restriction that holds, projected from the ledger; `event_id` is the line that made it."""

    __tablename__ = "restrictions"
    __table_args__ = (
        in_workspace(),
        Index("ix_restrictions_subject", "workspace_id", "subject_id", "gate"),
        # Only those that have a key: counted among the rest, SQLite takes the index for a poor one.
        Index(
            "ix_restrictions_address",
            *("workspace_id", "address_key", "gate"),
            sqlite_where=_KEYED,
            postgresql_where=_KEYED,
        ),
    )

    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[EventKind]
    gate: Mapped[Gate]
    """The gate that it closes."""
    since: Mapped[datetime]
    party: Mapped[Party]
    source: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None]
    address_key: Mapped[str | None] = mapped_column(short(64))
    reason: Mapped[SuppressionReason | None]
    topic_id: Mapped[int | None]
    until: Mapped[datetime | None]


class ConsentInForce(Tenant):
    """A consent that was given and not withdrawn, projected from the ledger."""

    __tablename__ = "consents"
    __table_args__ = (
        in_workspace(),
        Index("ix_consents_subject", "workspace_id", "subject_id", "topic_id"),
    )

    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    basis: Mapped[Basis]
    party: Mapped[Party]
    source: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int]
    topic_id: Mapped[int | None]
    expires_at: Mapped[datetime | None]
    occasion: Mapped[Occasion | None]


class TopicJoined(Tenant):
    """A topic that was joined, projected from the ledger; having left it is a restriction, which wins."""

    __tablename__ = "topics_joined"
    __table_args__ = (
        in_workspace(),
        Index("ix_topics_joined_subject", "workspace_id", "subject_id", "topic_id"),
        Index("ix_topics_joined_topic", "workspace_id", "topic_id", "subject_id"),
    )

    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    party: Mapped[Party]
    source: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int]
    topic_id: Mapped[int]


class AddressHash(Tenant):
    """The keyed hash of each email address on record, so that restrictions reach whoever shares it.

    Whether the address is well formed stands beside it, as no database can tell.
    """

    __tablename__ = "address_hashes"
    __table_args__ = (
        in_workspace(),
        ref("email_id", "email_addresses"),
        Index("ix_address_hashes_key", "workspace_id", "address_key", "email_id"),
    )

    email_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address_key: Mapped[str] = mapped_column(short(64))
    is_well_formed: Mapped[bool] = mapped_column(default=True)


class InterestGroup(Record):
    """A topic that people can choose. It belongs to preferences, not to segmentation."""

    __tablename__ = "interest_groups"
    __table_args__ = (in_workspace(), Index("uq_interest_groups_name", "workspace_id", "name", unique=True))

    name: Mapped[str] = mapped_column(short())
    description: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    is_opt_in: Mapped[bool] = mapped_column(default=True)
    is_public: Mapped[bool] = mapped_column(default=True)
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
