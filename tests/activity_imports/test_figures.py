"""What a file comes to: sums that were computed by hand, what looks wrong, and in how many statements."""

from datetime import date

import pytest
from flask import Flask

from app.activity_imports.domain.sums import Stand, ledgers
from app.activity_imports.domain.warnings import Warned
from app.activity_imports.queries import undo_preview
from app.activity_imports.queries.figures import made, suspicions, tightening
from app.activity_imports.queries.sums import sums
from app.batches import queries as batches
from app.batches.models import Batch
from tests.activity_imports.makers import checked, commit, run, stripe, undo, workspace
from tests.factories import World, inside
from tests.statements import count_statements

TODAY = date(2026, 6, 30)
MONTHS = stripe(
    "ch_1,2026-02-28,50.00,0.00,Paid,ann@example.org",
    "ch_2,2026-03-01,20.00,5.00,Paid,bob@example.org",
    "ch_3,2026-03-02,10.00,0.00,Paid,who@example.org",
    "ch_4,2026-03-03,99.00,0.00,Failed,ann@example.org",
    "ch_1,2026-02-28,50.00,0.00,Paid,ann@example.org",
)


def money(batch: Batch) -> dict[tuple[int, str], int]:
    """What each month comes to per stand, without what is nothing."""
    (ledger,) = ledgers(sums(batch))
    return {
        (line.month.month, stand.value): amount
        for line in ledger.months
        for stand, amount in line.by.items()
        if amount and line.month
    }


@pytest.mark.both
def test_the_money_of_each_month_stands_where_its_rows_stand(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, MONTHS)

        with count_statements() as seen:
            found = money(batch)

        assert found == {(2, "new"): 50_00, (2, "out"): 50_00, (3, "new"): 15_00, (3, "waits"): 10_00}
        assert len(seen) == 1
        (ledger,) = ledgers(sums(batch))
        assert (ledger.whole.gifts, ledger.whole.refunds, ledger.unsettled, ledger.open) == (4, 1, 1, 99_00)

        run(app, world.ours, MONTHS.replace("50.00", "60.00", 1))
        again = checked(app, world.ours, MONTHS)
        assert money(again)[2, "changed"] == 60_00  # on record
        assert money(again)[2, "new"] == -10_00  # what commit adds
        assert money(again)[3, "known"] == 15_00
        assert ledgers(sums(again))[0].whole.by[Stand.NEW] == -10_00


def test_after_an_undo_the_money_is_out_again(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = commit(app, checked(app, world.ours, MONTHS))
        preview = undo_preview(batch)

        assert money(undo(app, batch)) == {(2, "out"): 100_00, (3, "out"): 15_00, (3, "waits"): 10_00}
        assert preview.gifts >= 3


def payments(*amounts: str, key: str = "a", day: str = "2026-05-01") -> str:
    return stripe(
        *(f"{key}{at},{day},{amount},0.00,Paid,ann@example.org" for at, amount in enumerate(amounts))
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (payments(*["21.00"] * 6, key="b"), []),
        (payments(*["2100.00"] * 6, key="b"), [Warned.HUNDREDFOLD]),
        (payments(*["0.21"] * 6, key="b"), [Warned.HUNDREDTH]),
        (payments("10.00", "25.00", "30.00", "35.00", "100.00", key="b"), [Warned.TOTAL_LINE]),
        (payments("20.00", "21.00", key="b"), [Warned.ON_RECORD]),
        (payments("20.00", key="b", day="2026-07-01"), [Warned.FUTURE]),
        (payments("20.00", key="b", day="1926-05-01"), [Warned.LONG_AGO]),
        (payments("20.00", key="b").replace(",usd,", ",eur,"), [Warned.OTHER_CURRENCY]),
    ],
)
def test_a_file_is_compared_with_the_gifts_on_record(
    app: Flask, world: World, people: dict[str, int], text: str, told: list[Warned]
) -> None:
    with inside(app, world.ours):
        run(app, world.ours, payments(*["20.00"] * 10))
        batch = checked(app, world.ours, text)

        with count_statements() as seen:
            found = suspicions(workspace(world.ours), batch, batches.tally(batch), today=TODAY)

        assert [each.what for each in found] == told
        assert len(seen) <= 8


def test_nothing_would_be_made_and_nobody_loses_mail_by_payments(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, MONTHS)

        assert made(batch) == []
        assert tightening(batch) == {}


GALA = """Email,Participant ID,Event Title,Event Start Date,Participant Status,Register date,Event Type
ann@example.org,11,Spring Gala,2026-03-21 18:00:00,Attended,2026-02-01 09:30:00,Party
who@example.org,12,Spring Gala,2026-03-21 18:00:00,Attended,2026-02-01 09:30:00,Party
bob@example.org,13,Tea,2026-04-01 15:00:00,Attended,2026-03-01 09:30:00,Party
"""
GONE = """Email Address,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,LEID,EUID,MEMBER_RATING
ann@example.org,2026-05-04 15:10:00,May news,c0ffee01,NORMAL,501,e501,2
who@example.org,2026-05-04 15:20:00,May news,c0ffee01,NORMAL,502,e502,2
"""


def test_events_that_are_not_on_record_are_named_until_they_are_made(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, GALA)

        assert [(each.name, each.rows) for each in made(batch)] == [("Spring Gala", 2), ("Tea", 1)]
        assert [(each.name, each.rows) for each in made(commit(app, batch))] == []


def test_whoever_is_known_and_says_no_is_counted(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, GONE)

        assert tightening(batch) == {"unsubscribed": 1}
