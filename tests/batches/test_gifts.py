"""Rows of a revenue batch: what is wrong with their gifts, what they come to, and what a commit records."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.gift_words import HAND
from app.activity.models import Donation
from app.audit.domain.source import Via
from app.batches import services
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.queries import gifts as sums
from app.constituents.models import Constituent
from app.db import db
from tests import factories
from tests.activity.makers import day
from tests.batches import gifts, makers
from tests.batches.gifts import line
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _inside(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    gifts.alone(monkeypatch)
    with factories.inside(app, world.ours):
        yield


def _people(world: World, *emails: str) -> list[str]:
    """People with these emails, by their lookup IDs."""
    people = (makers.person(email[:3].title(), "Lee", email) for email in emails)
    return [each.lookup_id for each in makers.add(world.ours, *people)]


def test_a_row_with_a_lookup_id_becomes_a_gift_and_leaves_the_profile(app: Flask, world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "1,250.50", fund="Roof"))

    gifts.commit(app, batch)

    [gift], row = gifts.given(world.ours), gifts.rows(batch)[1]
    assert (gift.amount, gift.currency, gift.received_on, gift.fund) == (
        125_050,
        "USD",
        day("2026-03-04"),
        "Roof",
    )
    assert (gift.source, gift.external_key, gift.batch_id) == (HAND, None, batch.id)
    assert (row.state, row.action, row.donation_id) == (RowState.APPLIED, Action.NO_CHANGE, gift.id)
    assert row.constituent_id == gift.constituent_id


def test_a_row_may_bring_its_giver(app: Flask, world: World) -> None:
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line("eve@example.org Fox", "20"))

    gifts.commit(app, batch)

    [gift] = gifts.given(world.ours)
    assert db.session.get_one(Constituent, (world.ours, gift.constituent_id)).last == "Fox"


def test_a_typed_gift_is_journaled_like_one_of_the_form_and_implies_no_consent(
    app: Flask, world: World
) -> None:
    ann, bea = _people(world, "ann@example.org", "bea@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "50", to=bea, part="12.34"))

    gifts.commit(app, batch)

    [gift] = gifts.given(world.ours)
    [told] = gifts.journal(world.ours, gift.constituent_id)
    [credit] = gifts.journal(world.ours, gift.constituent_id, "gift.soft_credit")
    assert not gift.implies_consent
    assert (told.after["value"], told.item_id, told.via) == (
        "Gift of 50.00 USD, 2026-03-04",
        gift.id,
        Via.BATCH,
    )
    assert (told.batch_id, told.row_number, told.actor) == (batch.id, 1, "Alice")
    assert credit.after == {"value": f"12.34 USD for {bea}"}
    assert [amount for _, _, amount in gifts.thanks(world.ours)] == [1_234]


def test_a_gift_from_a_file_names_its_tool_and_implies_no_consent(app: Flask, world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    filled = [{"first": 1, "last": 1, "source": "Stripe"}]
    batch = gifts.open_batch(world.ours, filled=filled)
    gifts.enter(batch, line(ann, "50", key="ch_1"), typed=False)

    gifts.commit(app, batch)

    [gift] = gifts.given(world.ours)
    assert (gift.source, gift.external_key, gift.implies_consent) == ("Stripe", "ch_1", False)


def test_totals_are_exact_to_the_cent_in_three_currencies(app: Flask, world: World) -> None:
    ann, bea = _people(world, "ann@example.org", "bea@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(
        batch,
        *(line(who, amount) for who in (ann, bea) for amount in ("0.10", "0.20", "1,000,000.01")),
        line(ann, "1500", currency="JPY"),
        line(bea, "1", currency="JPY"),
        line(ann, "12.345", currency="KWD"),
        line(ann, "0.001", currency="KWD"),
        line("nobody", "9"),
        line(ann, "much"),
    )
    out = gifts.enter(batch, line(ann, "7"))
    services.skip_row(batch, gifts.rows(batch)[out[0]], actor=makers.ALICE)

    before, none = sums.totals(batch), sums.carried(batch)
    gifts.commit(app, batch)

    counted = {"JPY": (2, 1_501), "KWD": (2, 12_346), "USD": (6, 200_000_062)}
    assert before == {**counted, "USD": (7, 200_000_962)}
    assert none == {}
    assert sums.carried(batch) == counted
    kept = {}
    for gift in gifts.given(world.ours):
        number, amount = kept.get(gift.currency, (0, 0))
        kept[gift.currency] = number + 1, amount + gift.amount
    assert kept == counted


def test_a_gift_that_is_on_record_is_an_error_and_says_whose_it_is(world: World) -> None:
    ann, bea = _people(world, "ann@example.org", "bea@example.org")
    who = sums.people_by_lookup(world.ours, {ann})[ann]
    known = NewDonation(
        constituent_id=who,
        amount=1,
        currency="USD",
        received_on=day("2026-01-02"),
        source=HAND,
        external_key="7",
    )
    activity.record_donations(world.ours, [known])
    batch = gifts.open_batch(world.ours)

    gifts.enter(batch, line(bea, "50", key="7"), line(bea, "50", key="8"))

    rows = gifts.rows(batch)
    assert (rows[1].outcome, rows[1].detail) == (
        Outcome.ERROR,
        "Number of the gift in its tool: A gift with the number “7” is on record already.",
    )
    assert rows[1].problems[0]["expected"] == f"a number of its own: this is the gift of {ann}, 2026-01-02"
    assert (rows[1].amount, rows[1].currency) == (5_000, "USD")
    assert rows[2].outcome is Outcome.READY


def test_of_two_rows_with_one_number_the_later_is_an_error(world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "5", key="7"), line(ann, "6", key="7"))

    gifts.enter(batch, line(ann, "7", key="7.0"), line(ann, "8", key="8"))

    rows = gifts.rows(batch)
    assert [row.outcome for row in rows.values()] == [
        Outcome.READY,
        Outcome.ERROR,
        Outcome.ERROR,
        Outcome.READY,
    ]
    assert rows[3].problems[0]["what"] == "Another row has the number “7” too."


def test_a_soft_credit_goes_to_somebody_here_who_is_not_the_giver(world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)

    gifts.enter(batch, line(ann, to="C-999"), line("ann@example.org Lee", to=ann))

    told = [row.problems[0]["what"] for row in gifts.rows(batch).values()]
    assert told == [
        "Nobody here has the lookup ID “C-999”.",
        "This is the donor, who has the credit already.",
    ]


def test_rows_that_cannot_be_carried_out_record_nothing(app: Flask, world: World) -> None:
    ann, bea = _people(world, "ann@example.org", "bea@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "much"), line(bea, "5"))

    gifts.commit(app, batch)

    assert [gift.amount for gift in gifts.given(world.ours)] == [500]
    assert gifts.rows(batch)[1].donation_id is None


def test_a_gift_that_came_otherwise_meanwhile_is_not_recorded_twice(app: Flask, world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "5", key="7"), line(ann, "6"))
    who = sums.people_by_lookup(world.ours, {ann})[ann]
    known = NewDonation(
        constituent_id=who,
        amount=1,
        currency="USD",
        received_on=day("2026-01-02"),
        source=HAND,
        external_key="7",
    )
    activity.record_donations(world.ours, [known])

    makers.commit(app, batch)

    row = gifts.rows(batch)[1]
    assert sorted(gift.amount for gift in gifts.given(world.ours)) == [1, 600]
    assert (row.state, row.outcome, row.donation_id) == (RowState.STALE, Outcome.ERROR, None)


def test_a_gift_is_recorded_as_it_was_reviewed_or_not_at_all(app: Flask, world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, line(ann, "1,250"))
    makers.workspace(world.ours).locale = "de_DE"
    db.session.commit()

    makers.commit(app, batch)

    assert gifts.given(world.ours) == []
    assert gifts.rows(batch)[1].state is RowState.STALE


def test_many_gifts_of_one_person_are_recorded_at_once_and_in_their_order(app: Flask, world: World) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, *(line(ann, str(amount)) for amount in range(1, 31)))

    with count_statements() as seen:
        gifts.commit(app, batch)

    assert [gift.amount for gift in gifts.given(world.ours)] == [100 * amount for amount in range(1, 31)]
    assert sum("INSERT INTO donations" in each for each in seen) == 1


def test_a_row_that_changes_the_profile_and_the_next_about_her_are_both_carried_out(
    app: Flask, world: World
) -> None:
    [ann] = _people(world, "ann@example.org")
    batch = gifts.open_batch(world.ours, "lookup_id", "email", "phone", "gift_amount", "gift_date")
    gifts.enter(
        batch,
        f"{ann}||(503) 555-0101|5|{gifts.DAY}",
        f"{ann}||(503) 555-0102|6|{gifts.DAY}",
        f"{ann}||(503) 555-0101|7|{gifts.DAY}",
    )

    gifts.commit(app, batch)

    assert [gift.amount for gift in gifts.given(world.ours)] == [500, 600, 700]
    assert {row.state for row in gifts.rows(batch).values()} == {RowState.APPLIED}
    assert makers.fresh(batch).status is BatchStatus.COMMITTED


def test_gifts_of_one_new_person_in_several_rows_are_all_hers(app: Flask, world: World) -> None:
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, *(line("eve@example.org Fox", amount) for amount in ("5", "6", "7")))

    gifts.commit(app, batch)

    given = gifts.given(world.ours)
    assert [gift.amount for gift in given] == [500, 600, 700]
    assert len({gift.constituent_id for gift in given}) == 1


def test_deciding_and_committing_take_no_more_statements_for_more_rows(app: Flask, world: World) -> None:
    lookups = _people(world, *(f"p{n:02}@example.org" for n in range(24)))
    few, many = lookups[:4], lookups[4:]
    taken = []

    for people in (few, many):
        batch = gifts.open_batch(world.ours)
        with count_statements() as seen:
            gifts.enter(batch, *(line(who, "5", to=people[0], key=f"k{who}") for who in people[1:]))
            gifts.commit(app, batch)
        taken.append(len(seen))

    assert taken[0] == taken[1]
    assert db.session.query(Donation).count() == 22
