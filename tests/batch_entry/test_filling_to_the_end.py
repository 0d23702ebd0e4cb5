"""A file of a payment tool, from the batch that it fills to the gifts on record, to the cent."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Donation
from app.batches.domain.rows import Outcome
from app.db import db
from tests.activity_imports import makers
from tests.activity_imports.corpus import data_of
from tests.batch_entry.filling import fill, open_for_gifts, rows
from tests.batch_entry.seen_through import committed, validated
from tests.batches.makers import fresh
from tests.factories import World

pytestmark = pytest.mark.both


def sums() -> dict[str, int]:
    """What was given less what was given back, by currency, in minor units."""
    query = select(Donation.currency, func.sum(Donation.amount)).where(Donation.status == "settled")
    return {currency: int(total) for currency, total in db.session.execute(query.group_by(Donation.currency))}


def test_gifts_of_a_file_are_on_record_once_also_when_the_file_is_imported_as_activity(
    app: Flask, inside: World
) -> None:
    batch = open_for_gifts(inside.ours)
    fill(app, batch, data_of("stripe_payments"), tool="")
    (nobody,) = [row for row in rows(fresh(batch)) if row.outcome is not Outcome.READY]
    assert (nobody.cells[-1], nobody.detail) == ("ch_13", "This row does not say who it is about.")

    committed(app, validated(app, fresh(batch)))
    on_record = sums()
    found = db.session.execute(
        select(Donation.source, Donation.batch_id, Donation.implies_consent).distinct()
    ).all()
    makers.run(app, inside.ours, data_of("stripe_payments").decode())

    dollars = 5000 + 2929 + 1500 + 125_000
    assert on_record == {"USD": dollars, "EUR": 2550, "JPY": 5000, "KWD": 1250}
    assert found == [("Stripe", batch.id, False)]
    assert sums() == {**on_record, "USD": dollars + 8000 - 3000}
