"""The pages of reports: what they say on which day, who may open them, and the people behind a number."""

import re
from datetime import UTC, datetime
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services
from app.audit.models import JournalEntry
from app.db import db
from app.groups.models import Group, GroupMember
from app.reports.routes import pages
from tests import factories
from tests.activity.makers import people
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, table, words
from tests.reports.makers import gift
from tests.reports.test_attendance import some_places
from tests.reports.test_engagement import some_mail
from tests.statements import count_statements

PAGES = {
    "/reports": 303,
    "/reports/giving": 200,
    "/reports/events": 200,
    "/reports/engagement": 200,
    "/reports/giving?year=2025&years=calendar&currency=EUR": 200,
    "/reports/giving/people?who=lybunt": 200,
    "/reports/giving/people?who=fund&value=Roof": 200,
    "/reports/giving/people?who=month&value=nonsense": 200,
    "/reports/events/people?who=gave": 200,
    "/reports/engagement/people?who=never_opened&value=2026-08": 200,
    "/reports/giving/people": 200,
    "/reports/giving/people?who=never_opened": 404,
    "/reports/nonsense/people?who=gave": 404,
}
GROUP, FILE = "/reports/giving/people/group", "/reports/giving/people/file"
LYBUNT = {"who": "lybunt", "years": "fiscal", "year": 2027, "currency": "USD"}


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-22T12:00")


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr(pages, "now", lambda: datetime.fromisoformat(moment).replace(tzinfo=UTC))


@pytest.fixture
def donors(app: Flask, world: World) -> list[int]:
    """Three of them: gave last year, this year, and in both; fiscal years begin in July."""
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).fiscal_year_start = 7
        db.session.flush()
        last, now, both = found = people(world.ours, 3)
        gifts = [
            gift(last, "2025-08-01", 12_000, fund="Roof"),
            gift(now, "2026-11-22", 2_550),
            gift(both, "2026-05-01", 1_000),
            gift(both, "2026-08-31", 3_000, fund="Roof"),
            gift(both, "2026-09-01", -500, fund="Roof"),
        ]
        services.record_donations(world.ours, gifts)
        db.session.commit()
    return found


def test_every_page_is_sound_for_who_may_look(
    as_vera: FlaskClient, client: FlaskClient, donors: list[int]
) -> None:
    for path, status in PAGES.items():
        found = as_vera.get(path)
        assert found.status_code == status, path
        assert client.get(path).status_code == 401, path
        if status == 200:
            check(found)
            part = as_vera.get(path, headers=PART)
            assert root_id(part) == ("people" if "people" in path else "report")
    other_year = as_vera.get("/reports/giving?year=2025&years=calendar", headers=PART).text
    assert 'href="/reports/events?years=calendar&amp;year=2025"' in other_year
    for path, status in ((GROUP, 403), (FILE, 403)):
        assert as_vera.post(path, data=LYBUNT).status_code == status
    assert "Save as" not in as_vera.get("/reports/giving/people?who=lybunt").text


def test_another_workspace_sees_its_own_numbers(as_mallory: FlaskClient, donors: list[int]) -> None:
    assert "No donations yet" in words(as_mallory.get("/reports/giving"))
    assert "Nobody is behind this number" in words(as_mallory.get("/reports/giving/people?who=gave_last"))


def test_the_page_says_which_days_it_means_and_what_they_came_to(
    as_vera: FlaskClient, donors: list[int]
) -> None:
    said = words(as_vera.get("/reports/giving"))

    assert "FY 2027 so far: July 2026 – today" in said
    assert "compared with FY 2026 up to the same day" in said
    assert "Given $50.50 FY 2026 by this day: $120 (−58%)" in said
    assert "Gifts 2 FY 2026 by this day: 1 (+100%)" in said
    assert "Donors 2 FY 2026 by this day: 1" in said
    assert "Average gift $25.25 Median $27.75: half of the gifts are larger." in said
    page = as_vera.get("/reports/giving")
    rows = {row[0].split(" ")[0]: row[1:] for row in table(page, "What became of the donors of FY 2026")}
    assert rows["LYBUNT:"] == ["1", "50%, who gave $120"]
    august = next(row for row in table(page, "Giving by month") if row[0] == "August 2026")
    assert august == ["August 2026", "$30", "1", "1", "$120"]
    assert [row[1:] for row in table(page, "Funds of FY 2027")] == [
        ["$25.50", "50%", "1", "1"],
        ["$25", "50%", "1", "1"],
    ]


def test_a_sum_opens_the_gifts_that_it_is_made_of(as_vera: FlaskClient, donors: list[int]) -> None:
    page = as_vera.get("/reports/giving").text

    link = re.search(r'<a href="(/donations[^"]*)">\$30</a>', page)

    assert link is not None
    gifts = words(as_vera.get(link[1].replace("&amp;", "&")))
    assert "Aug 31, 2026" in gifts
    assert "Sep 1, 2026" not in gifts


TODAYS = [
    ("Pacific/Kiritimati", "2026-06-30T10:01", "FY 2027 so far", "Jul 1, 2026"),
    ("America/Los_Angeles", "2026-07-01T06:59", "FY 2026 so far", "Jun 30, 2026"),
    ("America/Los_Angeles", "2026-07-01T07:00", "FY 2027 so far", "Jul 1, 2026"),
    ("Europe/London", "2028-02-29T12:00", "FY 2028 so far", "Feb 29, 2028"),
]


@pytest.mark.parametrize(("zone", "moment", "heading", "today"), TODAYS)
def test_today_is_the_day_in_the_workspace(
    *,
    app: Flask,
    world: World,
    as_vera: FlaskClient,
    donors: list[int],
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    moment: str,
    heading: str,
    today: str,
) -> None:
    at(monkeypatch, moment)
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).timezone = zone
        db.session.commit()

    said = words(as_vera.get("/reports/giving"))

    assert heading in said
    assert f"Today is {today}" in said


def test_each_number_is_the_length_of_the_list_that_it_opens(as_vera: FlaskClient, donors: list[int]) -> None:
    page = as_vera.get("/reports/giving").text
    links = re.findall(r'<a href="(/reports/giving/people[^"]*)">([\d,]+)</a>', page)
    assert len(links) > 15

    for link, number in sorted(set(links))[::2]:  # the others: test_giving
        found = as_vera.get(link.replace("&amp;", "&"))
        assert f"{number} {'person' if number == '1' else 'people'}" in words(found), link


def test_numbers_of_events_and_email_open_their_lists_too(
    app: Flask, world: World, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        ours = db.session.get_one(Workspace, world.ours)
        ours.fiscal_year_start = 7
        db.session.flush()
        some_places(ours, Random(5))
        some_mail(ours, Random(6))
        db.session.commit()

    for report, least in (("events", 20), ("engagement", 12)):
        page = as_vera.get(f"/reports/{report}").text
        links = set(re.findall(rf'<a href="(/reports/{report}/people[^"]*)">([\d,]+)</a>', page))
        assert len(links) > least
        for link, number in sorted(links)[::6]:  # the others: test_attendance, test_engagement
            found = as_vera.get(link.replace("&amp;", "&"))
            assert f"{number} {'person' if number == '1' else 'people'}" in words(found), link


def test_a_list_can_be_kept_as_a_file_and_the_journal_says_so(
    app: Flask, world: World, as_bob: FlaskClient, donors: list[int]
) -> None:
    answer = as_bob.post(FILE, data=LYBUNT)

    lines = answer.text.lstrip("\ufeff").splitlines()
    assert lines[0] == "Lookup ID,Name,Kind,Email,Can be emailed,Gave in FY 2026 (USD),Gave in FY 2027 (USD)"
    assert [line.split(",")[1:] for line in lines[1:]] == [
        ["Person 0", "individual", "", "no: no email address", "120.00", "0.00"]
    ]
    assert "attachment" in answer.headers["Content-Disposition"]
    with factories.inside(app, world.ours):
        told = db.session.scalars(
            select(JournalEntry).where(JournalEntry.field == "people of a report")
        ).one()
        assert told.after == {
            "report": "giving",
            "filter": "LYBUNT: gave in FY 2026, not in FY 2027",
            "people": 1,
        }
        assert told.actor_id == world.bob


def test_a_list_can_be_kept_as_a_static_group(
    app: Flask, world: World, as_bob: FlaskClient, donors: list[int]
) -> None:
    form = as_bob.get(GROUP, query_string=LYBUNT)
    assert "1 person: LYBUNT" in words(form)
    assert 'value="LYBUNT: gave in FY 2026, not in FY 2027"' in form.text

    refused = as_bob.post(GROUP, query_string=LYBUNT, data={"name": ""})
    saved = as_bob.post(GROUP, query_string=LYBUNT, data={"name": "Ask them"})
    again = as_bob.post(GROUP, query_string=LYBUNT, data={"name": "ask them"})

    assert (refused.status_code, saved.status_code, again.status_code) == (422, 303, 422)
    assert "There is a group named" in words(again)
    with factories.inside(app, world.ours):
        group = db.session.scalars(select(Group)).one()
        assert (group.name, group.member_count) == ("Ask them", 1)
        assert "as of Nov 22, 2026" in group.purpose
        assert db.session.scalars(select(GroupMember.constituent_id)).all() == [donors[0]]


def test_a_report_takes_few_statements(as_vera: FlaskClient, donors: list[int]) -> None:
    for path in ("giving", "events", "engagement", "giving/people?who=lybunt"):
        as_vera.get(f"/reports/{path}")
        with count_statements() as seen:
            as_vera.get(f"/reports/{path}")
        assert len(seen) <= 9, (path, seen)


def test_a_module_that_is_off_has_no_report(app: Flask, world: World, as_vera: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).modules = ["email", "events"]
        db.session.commit()

    assert as_vera.get("/reports").location == "/reports/events"
    assert as_vera.get("/reports/giving").status_code == 403
    assert as_vera.get("/reports/giving/people?who=gave").status_code == 403
    page = as_vera.get("/reports/events")
    assert page.status_code == 200
    assert "/reports/giving" not in page.text
    assert 'href="/donations"' not in page.text
