"""Batches with rows, as the tests of the grid need them."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from app.batch_entry.domain.offers import offer_of
from app.batch_entry.services.rows import TypedRow, add_row
from app.batches import queries
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.db import db
from tests import factories
from tests.batch_entry import makers
from tests.batches.makers import workspace
from tests.factories import World

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
COLUMNS = tuple(column.field_id for column in offer_of(BatchKind.UPDATE).columns)
LOOKUP, FIRST, LAST, EMAIL = (
    COLUMNS.index(field) for field in ("lookup_id", "first_name", "last_name", "email")
)


def open_number(
    app: Flask,
    world: World,
    kind: BatchKind = BatchKind.UPDATE,
    *,
    name: str = "Changes by phone",
    defaults: dict[str, str] | None = None,
) -> int:
    """The number of an open batch with nothing in it; `defaults` are by the words of a field."""
    told = defaults or {}
    columns = tuple(
        replace(column, default=next((text for word, text in told.items() if word in column.field_id), ""))
        for column in offer_of(kind).columns
    )
    with factories.inside(app, world.ours):
        prefix = name[:3].upper()
        number = makers.opened(world.ours, kind, name=name, columns=columns, prefix=prefix).number
        db.session.commit()
        return number


def in_batch(world: World, number: int) -> Batch:
    """The batch with this number, inside of a context."""
    found = queries.by_number(workspace(world.ours), number)
    assert found is not None
    return found


def typed(app: Flask, world: World, number: int, **texts: str) -> int:
    """The number of a new row that Alice typed: `first`, `last`, `email`, `street`, `city` and so on."""
    at = {field.split("_", 1)[0 if field.endswith("_name") else -1]: at for at, field in enumerate(COLUMNS)}
    at |= {"lookup": LOOKUP, "street": COLUMNS.index("address_line1")}
    with factories.inside(app, world.ours):
        outcome = add_row(
            in_batch(world, number),
            {at[name]: text for name, text in texts.items()},
            actor=makers.ALICE,
        )
        db.session.commit()
        assert isinstance(outcome, TypedRow)
        return outcome.number


def cells(app: Flask, world: World, number: int) -> dict[int, list[str]]:
    """What the rows of a batch say, by number."""
    with factories.inside(app, world.ours):
        batch = in_batch(world, number)
        query = select(BatchRow).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number)
        return {row.number: list(row.cells) for row in db.session.scalars(query)}
