"""The ledger of permission, and the projections that can be rebuilt from it."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.consent.domain.facts import Basis, EventKind, Party, SuppressionReason
from app.db import NARROW, Json, Record, Tenant, in_workspace, now, ref, short


class ConsentEvent(Record):
    """One line of the ledger: append-only. `subject_id` has no foreign key, as a line outlives the person."""

    __tablename__ = "consent_events"
    __table_args__ = (
        in_workspace(),
        ref("topic_id", "interest_groups", ondelete="RESTRICT"),
        Index("ix_consent_events_subject", "workspace_id", "subject_id", "sequence"),
        Index("ix_consent_events_address", "workspace_id", "address_key", "sequence"),
        Index("uq_consent_events_sequence", "workspace_id", "sequence", unique=True),
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
    statement: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    closes: Mapped[list[int]] = mapped_column(Json, default=list)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[int | None]
    row_number: Mapped[int | None]


class PersonStanding(Tenant):
    """Where one constituent stands, projected from the ledger. No row means that nothing is on record."""

    __tablename__ = "person_standings"
    __table_args__ = (in_workspace(), ref("constituent_id", "constituents"), NARROW)

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    unsubscribed_at: Mapped[datetime | None]
    unsubscribed_source: Mapped[str] = mapped_column(default="")
    paused_until: Mapped[datetime | None]
    do_not_contact_at: Mapped[datetime | None]
    do_not_contact_source: Mapped[str] = mapped_column(default="")
    suppressed_at: Mapped[datetime | None]
    suppressed_reason: Mapped[SuppressionReason | None]
    suppressed_source: Mapped[str] = mapped_column(default="")
    consent_at: Mapped[datetime | None]
    consent_basis: Mapped[Basis | None]
    consent_source: Mapped[str] = mapped_column(default="")
    consent_expires_at: Mapped[datetime | None]


class Suppression(Tenant):
    """An address that may not be written to, by the keyed hash of it: it reaches everybody who shares the address."""

    __tablename__ = "suppressions"
    __table_args__ = (in_workspace(), NARROW)

    address_key: Mapped[str] = mapped_column(short(64), primary_key=True)
    reason: Mapped[SuppressionReason] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="")


class AddressHash(Tenant):
    """The keyed hash of each email address on record, so that suppressions are joined in sets."""

    __tablename__ = "address_hashes"
    __table_args__ = (
        in_workspace(),
        ref("email_id", "email_addresses"),
        Index("ix_address_hashes_key", "workspace_id", "address_key", "email_id"),
        NARROW,
    )

    email_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address_key: Mapped[str] = mapped_column(short(64))


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


class TopicPreference(Tenant):
    """The last choice of one constituent about one topic, projected from the ledger. No row: never chose."""

    __tablename__ = "topic_preferences"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        ref("topic_id", "interest_groups"),
        Index("ix_topic_preferences_topic", "workspace_id", "topic_id", "joined", "constituent_id"),
        NARROW,
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    topic_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    joined: Mapped[bool]
    since: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="")
