"""Figures, and the people behind them, on both databases."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign
from app.campaigns.domain.parts import Part
from app.campaigns.domain.times import Moment
from app.campaigns.queries import campaigns, people
from app.campaigns.queries.times import moments
from app.constituents.models import Constituent
from app.db import db
from app.web.pagination import decode
from tests.campaigns.makers import campaign, readers, report
from tests.consent.makers import AT, person, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
BEHIND = {
    Part.SENT: {"reader", "opener", "machine", "silent", "leaver", "angry", "gone", "unknown"},
    Part.DELIVERED: {"reader", "opener", "machine", "silent", "leaver", "angry"},
    Part.OPENED: {"reader", "opener", "leaver"},
    Part.CLICKED: {"reader"},
    Part.NOT_OPENED: {"machine", "silent", "angry"},
    Part.MACHINE_ONLY: {"machine"},
    Part.BOUNCED: {"gone"},
    Part.COMPLAINED: {"angry"},
    Part.UNSUBSCRIBED: {"leaver"},
    Part.NO_REPORT: {"unknown"},
}


@pytest.fixture
def here(inside: World) -> Workspace:
    return workspace(inside.ours)


def one(here: Workspace, key: int) -> Campaign:
    found = campaigns.get(here, key)
    assert found is not None
    return found


@pytest.mark.parametrize("few", [people.FEW, 0], ids=["few", "many"])
def test_behind_each_figure_stand_exactly_as_many_people(
    here: Workspace, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "FEW", few)
    spring, other = campaign(here), campaign(here, "Other", days=9)
    ids = readers(here, spring)
    report(here, other, {"silent": ids["silent"]})
    person(here, "nobody@example.org")

    counts = campaigns.outcomes(here, [spring, other])

    found = {}
    for part in Part:
        number = part.among(counts[spring])
        who = people.who_is_in(one(here, spring), part, number=number)
        behind = set(db.session.scalars(select(Constituent.id).where(who)))
        assert len(behind) == number, part
        found[part] = {name for name, key in ids.items() if key in behind}
    assert found == BEHIND
    assert Part.SENT.among(counts[other]) == 1


def test_pages_list_everybody_once_by_name_with_the_message_and_whether_they_can_be_emailed(
    here: Workspace,
) -> None:
    spring = one(here, campaign(here))
    ids = readers(here, spring.id)
    who = people.who_is_in(spring, Part.SENT, number=8)
    seen: list[people.Received] = []
    cursor = None
    while not seen or cursor:
        page = people.people(here, spring, who, at=AT, cursor=decode(cursor, str, int), size=3)
        seen, cursor = [*seen, *page.rows], page.next

    assert [each.who.id for each in seen] == sorted(
        ids.values(), key=lambda key: next(n for n in ids if ids[n] == key).title()
    )
    told = {each.who.id: each.message for each in seen}
    assert told[ids["reader"]].clicked_at is not None
    assert told[ids["leaver"]].unsubscribed_at is not None
    assert [each.who.id for each in people.everybody(here, spring, who, at=AT)] == [
        each.who.id for each in seen
    ]


def test_opens_and_clicks_are_counted_by_the_hour_and_by_the_day_of_the_zone(here: Workspace) -> None:
    spring = campaign(here)
    readers(here, spring)

    found = moments(one(here, spring), ZoneInfo("America/Los_Angeles"))

    assert found == [
        Moment(1, date(2026, 3, 4), opened=2),
        Moment(3, date(2026, 3, 4), clicked=1),
        Moment(5, date(2026, 3, 4), opened=1),
    ]
    assert {each.on for each in moments(one(here, spring), ZoneInfo("Pacific/Kiritimati"))} == {
        date(2026, 3, 5)
    }


def test_a_page_of_campaigns_takes_as_many_statements_however_long_it_is(here: Workspace) -> None:
    ids = readers(here, campaign(here))
    for days in range(1, 6):
        report(here, campaign(here, f"Letter {days}", days=days), ids)

    found = []
    for size in (1, 6):
        with count_statements() as asked:
            page = campaigns.campaigns(here, size=size)
            campaigns.outcomes(here, [each.id for each in page.rows])
        found.append(len(asked))

    assert found == [2, 2]
    assert [each.name for each in page.rows][:2] == ["Letter 5", "Letter 4"]
    assert [each.name for each in campaigns.campaigns(here, text="SPRING").rows] == ["Spring letter"]
