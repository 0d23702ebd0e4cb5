"""Revenue batches, made without the screens."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Donation, SoftCredit
from app.audit.models import JournalEntry
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.services import committing, starting
from app.db import db
from tests.batches import entered

COLUMNS = (
    *("lookup_id", "email", "last_name", "gift_amount", "gift_currency", "gift_date", "gift_fund"),
    *("gift_soft_credit", "gift_soft_credit_amount", "gift_key"),
)
DAY = "2026-03-04"


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what packages above ask of a commit, and what they make of its end."""
    monkeypatch.setattr(starting, "_asked", {})
    monkeypatch.setattr(committing, "_listeners", [])


def open_batch(workspace_id: int, *columns: str, **settings: Any) -> Batch:
    """An open revenue batch; commits."""
    return entered.open_batch(workspace_id, *(columns or COLUMNS), kind=BatchKind.REVENUE, **settings)


def line(
    who: str = "",
    amount: str = "50",
    *,
    currency: str = "",
    day: str = DAY,
    fund: str = "",
    to: str = "",
    part: str = "",
    key: str = "",
) -> str:
    """A row of cells; `who` is a lookup ID, an email, or an email and a last name: "ann@example.org Lee"."""
    email, _, last = who.partition(" ")
    lookup, email = (email, "") if email.startswith("C-") else ("", email)
    return "|".join((lookup, email, last, amount, currency, day, fund, to, part, key))


def enter(batch: Batch, *rows: str, typed: bool = True) -> list[int]:
    return entered.enter(batch, *rows, typed=typed)


def commit(app: Flask, batch: Batch) -> Batch:
    return entered.commit(app, batch)


def rows(batch: Batch) -> dict[int, BatchRow]:
    """The rows as they are stored, by number."""
    db.session.expire_all()
    query = select(BatchRow).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number)
    return {row.number: row for row in db.session.scalars(query)}


def given(workspace_id: int) -> list[Donation]:
    """All gifts, as they came."""
    db.session.expire_all()
    query = select(Donation).where(Donation.workspace_id == workspace_id).order_by(Donation.id)
    return list(db.session.scalars(query))


def thanks(workspace_id: int) -> list[tuple[int, int, int]]:
    """All soft credits: gift, person, amount."""
    query = select(SoftCredit).where(SoftCredit.workspace_id == workspace_id).order_by(SoftCredit.id)
    return [(each.donation_id, each.constituent_id, each.amount) for each in db.session.scalars(query)]


def journal(workspace_id: int, person: int, field: str = "gift") -> list[JournalEntry]:
    """What the journal tells of somebody's gifts."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject_id == person,
        JournalEntry.field == field,
    )
    return list(db.session.scalars(query.order_by(JournalEntry.id)))
