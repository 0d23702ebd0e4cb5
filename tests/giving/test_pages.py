"""The pages of gifts, as a browser without scripts uses them."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.db import db
from app.giving.queries import sums
from tests import factories
from tests.activity.makers import day, people, workspace
from tests.factories import World
from tests.giving.makers import imported, typed

FORM = {"received_on": "2026-03-04", "status": "settled", "kind": "one_off", "currency": "USD"}


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    with factories.inside(app, world.ours):
        (own,) = people(world.ours, 1)
        db.session.commit()
    return own


def make(app: Flask, world: World, person: int, amount: int = 10_000, **more: Any) -> int:
    with factories.inside(app, world.ours):
        own = typed(workspace(world.ours), person, amount, **more)
        db.session.commit()
    return own


def gifts(app: Flask, world: World) -> list[tuple[object, ...]]:
    with factories.inside(app, world.ours):
        query = select(Donation.amount, Donation.currency).order_by(Donation.id)
        return [tuple(row) for row in db.session.execute(query)]


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def part(page: str) -> str:
    """What the gifts of a list come to."""
    found = re.search(r'<dl class="facts" id="sums".*?</dl>', page, re.DOTALL)
    return words(found[0]) if found else ""


def test_the_list_tells_what_all_gifts_come_to_by_currency(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient, ann: int
) -> None:
    for number in range(52):
        make(app, world, ann, 1_000 + number, fund="Roof" if number % 2 else "")
    make(app, world, ann, 5_000, currency="JPY")
    make(app, world, ann, 700, status="pending")
    back = make(app, world, ann, 900)
    as_bob.post(f"/donations/{back}/refund", data={"amount": "9", "received_on": "2026-04-01"})

    first = as_vera.get("/donations")
    roof = as_vera.get("/donations?fund=Roof&from=2026-03-04")

    assert f"${(52_000 + 1_326) / 100:,.2f} in 53 settled gifts, after 1 refund of $9" in words(first.text)
    assert "¥5,000 in 1 settled gift" in words(first.text)
    assert "not counted: 1 pending gift of $7" in words(first.text)
    assert "Add a gift" not in first.text
    by_facts = as_vera.get("/donations?from=1900-01-01").text
    assert [part(page) for page in (first.text, by_facts)] == [part(by_facts)] * 2
    assert f"${(26_000 + 676) / 100:,.2f} in 26 settled gifts" in words(roof.text)
    rest = re.search(r'href="(/donations\?[^"]*after=[^"]+)"', first.text)
    assert rest
    second = as_vera.get(rest[1].replace("&amp;", "&"))
    shown = [set(re.findall(r'id="donation-(\d+)"', page.text)) for page in (first, second)]
    assert [len(each) for each in shown] == [50, 6]
    assert not shown[0] & shown[1]


def test_the_file_has_the_gifts_of_the_list_and_is_journaled(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient, ann: int
) -> None:
    make(app, world, ann, 1_250, fund="=Roof", anonymous=True)
    make(app, world, ann, 1_250_500, currency="KWD")

    answer = as_bob.post("/donations/export?fund=%3DRoof")

    assert answer.mimetype == "text/csv"
    head, *rows = answer.text.lstrip("\ufeff").strip().splitlines()
    assert head.startswith("Gift,Received,Lookup ID,Donor,Anonymous,Amount")
    assert len(rows) == 1
    assert ",yes,12.50,USD,Settled,One-off,'=Roof," in rows[0]
    assert ",1250.500,KWD," in as_bob.post("/donations/export?currency=KWD").text
    assert as_vera.post("/donations/export").status_code == 403
    with factories.inside(app, world.ours):
        exports = select(JournalEntry.after).where(JournalEntry.subject == Subject.EXPORT)
        assert {"list": "Fund: =Roof", "gifts": 1} in db.session.scalars(exports).all()


def test_a_gift_is_typed_from_the_list_with_a_search_and_no_script(
    app: Flask, world: World, as_bob: FlaskClient, ann: int
) -> None:
    form = {**FORM, "amount": "12.50", "who": "Person 0", "asked": ""}

    found = as_bob.post("/donations/new", data={**form, "do": "find"})
    nobody = as_bob.post("/donations/new", data=form)
    saved = as_bob.post("/donations/new", data={**form, "asked": "Person 0", "constituent_id": str(ann)})

    assert found.status_code == 200
    assert f'value="{ann}"' in found.text
    assert 'value="12.50"' in found.text
    assert nobody.status_code == 422
    assert "choose one" in nobody.text
    assert saved.location.endswith(f"/constituents/{ann}/donations")
    assert gifts(app, world) == [(1_250, "USD")]


def test_the_next_gift_of_a_pile_begins_with_what_they_share(as_bob: FlaskClient, ann: int) -> None:
    pile = {**FORM, "fund": "Roof", "method": "check", "note": "with a card", "constituent_id": str(ann)}

    saved = as_bob.post("/donations/new", data={**pile, "amount": "12.50", "do": "another"})
    page = as_bob.get(saved.location).text

    assert 'value="2026-03-04"' in page
    assert 'value="Roof"' in page
    assert 'value="check"' in page
    assert "12.50" not in page
    assert "with a card" not in page
    assert "Record and add another" in page
    assert as_bob.get("/donations/new?received_on=rubbish&currency=XXX").status_code == 200


@pytest.mark.parametrize(
    ("locale", "currency", "typed_", "minor"),
    [
        ("de_DE", "EUR", "1.250,50", 125_050),
        ("en_US", "JPY", "1,250", 1_250),
        ("en_US", "KWD", "1.250", 1_250),
        ("en_US", "JPY", "12.50", None),
        ("en_US", "USD", "12.505", None),
        ("en_US", "USD", "-5", None),
        ("en_US", "USD", "99999999999999999", None),
    ],
)
def test_amounts_are_read_as_the_workspace_writes_them_and_never_rounded(
    app: Flask,
    world: World,
    as_bob: FlaskClient,
    ann: int,
    locale: str,
    currency: str,
    typed_: str,
    minor: int,
) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).locale = locale
        db.session.commit()

    url = f"/constituents/{ann}/donations/new"
    answer = as_bob.post(url, data={**FORM, "currency": currency, "amount": typed_})

    assert answer.status_code == (303 if minor else 422)
    assert gifts(app, world) == ([(minor, currency)] if minor else [])


def test_a_correction_shows_what_somebody_else_saved_meanwhile(
    app: Flask, world: World, as_bob: FlaskClient, ann: int
) -> None:
    own = make(app, world, ann)
    form = {**FORM, "amount": "100", "version": "1"}
    as_bob.post(f"/donations/{own}/edit", data={**form, "fund": "Theirs"})

    stale = as_bob.post(f"/donations/{own}/edit", data={**form, "fund": "Mine"})

    assert stale.status_code == 422
    assert "Theirs" in words(stale.text)
    assert "Somebody else changed this gift" in stale.text
    again = as_bob.post(f"/donations/{own}/edit", data={**form, "fund": "Mine", "version": "2"})
    assert again.status_code == 303
    assert "Mine" in as_bob.get(f"/donations/{own}").text


def test_a_pending_gift_is_settled_on_its_day_and_no_later_than_today(
    app: Flask, world: World, as_bob: FlaskClient, ann: int
) -> None:
    own = make(app, world, ann, status="pending", received_on=day("2026-03-04"))

    future = as_bob.post(f"/donations/{own}/settlement", data={"version": "1", "received_on": "2999-01-01"})
    settled = as_bob.post(f"/donations/{own}/settlement", data={"version": "1", "received_on": "2026-03-09"})

    assert future.status_code == 422
    assert "still to come" in future.text
    assert settled.status_code == 303
    assert "Mar 9, 2026" in words(as_bob.get(f"/donations/{own}").text)


def test_a_refund_and_a_removal_say_why_not(app: Flask, world: World, as_bob: FlaskClient, ann: int) -> None:
    own = make(app, world, ann)
    refund = {"amount": "40", "received_on": "2026-04-01"}

    assert as_bob.post(f"/donations/{own}/refund", data=refund).status_code == 303
    more = as_bob.post(f"/donations/{own}/refund", data={**refund, "amount": "60.01"})
    removal = as_bob.post(f"/donations/{own}/removal", data={"reason": "a mistake"})

    assert more.status_code == 422
    assert "The most that can be refunded is $60." in more.text
    assert removal.status_code == 422
    assert "Remove the refund first" in removal.text
    assert "of which $40 was refunded; $60 is left" in words(as_bob.get(f"/donations/{own}").text)


def test_an_anonymous_gift_says_so_wherever_it_is_shown(
    app: Flask, world: World, as_vera: FlaskClient, ann: int
) -> None:
    own = make(app, world, ann, anonymous=True)

    for url in ("/donations", f"/donations/{own}", f"/constituents/{ann}/donations"):
        assert "Anonymous" in words(as_vera.get(url).text), url


def test_a_gift_of_an_import_can_be_looked_for_by_its_number_and_source(
    app: Flask, world: World, as_vera: FlaskClient, ann: int
) -> None:
    with factories.inside(app, world.ours):
        own = imported(workspace(world.ours), ann)
        db.session.commit()
    hand = make(app, world, ann)

    def found(query: str) -> set[str]:
        return set(re.findall(r'id="donation-(\d+)"', as_vera.get(f"/donations?{query}").text))

    assert found("source=shop") == {str(own)}
    assert found("source=hand+entry") == {str(hand)}
    assert found("import=1") == set()
    assert found("min=100.01") == set()
    assert found("max=100&status=settled&kind=one_off&to=2026-03-04") == {str(own), str(hand)}


def test_very_many_gifts_are_added_up_when_somebody_asks_for_it(
    app: Flask, world: World, as_vera: FlaskClient, ann: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(app, world, ann, fund="Roof")
    make(app, world, ann, fund="Garden")
    monkeypatch.setattr(sums, "MANY", 2)

    asked = {
        query: as_vera.get(f"/donations?{query}").text for query in ("min=1", "min=1&sums=yes", "fund=Roof")
    }

    assert "Add them up" in asked["min=1"]
    assert not part(asked["min=1"])
    assert "$200 in 2 settled gifts" in part(asked["min=1&sums=yes"])
    assert "$100 in 1 settled gift" in part(asked["fund=Roof"])
    assert "$200 in 2 settled gifts" in part(as_vera.get("/donations").text)


def test_a_soft_credit_is_given_and_taken_back_without_a_script(
    app: Flask, world: World, as_bob: FlaskClient, ann: int
) -> None:
    with factories.inside(app, world.ours):
        (ben,) = people(world.ours, 1)
        db.session.commit()
    own = make(app, world, ann)
    url, form = f"/donations/{own}/credits/new", {"who": "", "asked": "", "amount": "40"}

    donor = as_bob.post(url, data={**form, "constituent_id": str(ann)})
    given = as_bob.post(url, data={**form, "constituent_id": str(ben)})
    profile = words(as_bob.get(f"/constituents/{ben}/donations").text)
    taken = re.search(rf"/donations/{own}/credits/\d+/removal", as_bob.get(f"/donations/{own}").text)

    assert donor.status_code == 422
    assert "This is the donor" in donor.text
    assert given.status_code == 303
    assert "$40 of the gift of" in profile
    assert "No donations recorded" in profile
    assert taken
    assert [as_bob.post(taken[0]).status_code for _ in range(2)] == [303, 404]
