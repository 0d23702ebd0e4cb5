"""The whole record on the profile: what is in use first, what has ended folded, and pencils for who may."""

from datetime import date

import html5lib
import pytest
from flask import Flask

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PartialDate,
    PointType,
    blank,
)
from app.constituents.models import ExternalSystem
from app.constituents.services import Rewrite, write
from app.db import db
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page
from tests.profiles.pages import check, words

HOME = PointType.HOME
IN_USE = [
    Address((f"{n} Elm St",), "Portland", "OR", "97201", "US", HOME, primary=n == 1) for n in range(1, 5)
]
ENDED = [
    Address((f"{n} Oak Ave",), "Bend", "OR", "97701", "US", HOME, active=False, end=date(2010 + n, 5, 1))
    for n in range(8)
]
MARIA = Existing(
    Kind.INDIVIDUAL,
    Name(title="Dr.", first="María", last="López", nickname="Mari"),
    emails=(Email("maria@example.org", HOME, primary=True, start=date(2020, 1, 2)),),
    addresses=(
        *ENDED,
        *IN_USE[:-1],
        Address((), "Salem", "", "", "", HOME, do_not_mail=True, do_not_mail_reason="came back"),
    ),
    birth=PartialDate(month=4, day=2),
    external_ids=(ExternalId("crm", "7"), ExternalId("shop", "9")),
    former_names=(FormerName("María Ruiz", end=date(2021, 5, 1), source="a letter"),),
    display_override="The cellist",
    deceased=True,
    died=PartialDate(year=2025),
)


def page_of(app: Flask, world: World, record: Existing) -> Page:
    with factories.inside(app, world.ours):
        [made] = write(world.ours, [Rewrite(blank(record.kind), record, "spring-gala.csv")])
        system = db.session.query(ExternalSystem).filter_by(name="crm").one_or_none()
        if system:
            system.is_trusted = True
        db.session.commit()
    return Page(made.id)


def test_the_whole_record_is_told(app: Flask, world: World) -> None:
    page = page_of(app, world, MARIA)

    answer = factories.signed_in(app, world.bob).get(page())

    check(answer)
    shown = words(answer)
    for told in (
        "The cellist C-1001 · individual Deceased 2025",
        "Name Dr. María López Mari nickname The cellist shown instead",
        "María Ruiz formerly, to May 1, 2021 · a letter",
        "maria@example.org home, primary, since Jan 2, 2020",
        "Salem home Do not mail: came back",
        "8 ended",
        "0 Oak Ave, Bend, OR 97701 home, ended May 1, 2010",
        "April 2 born 2025 died",
        "crm 7 trusted shop 9",
        "spring-gala.csv added",
    ):
        assert told in shown


def test_what_has_ended_is_folded_below_what_is_in_use(app: Flask, world: World) -> None:
    page = page_of(app, world, MARIA)
    tree = html5lib.parse(factories.signed_in(app, world.bob).get(page()).text, namespaceHTMLElements=False)

    [part] = [each for each in tree.iter("div") if each.get("id") == "details-addresses"]
    [folded] = list(part.iter("details"))
    inside = {item for item in folded.iter("li")}

    assert folded.get("open") is None
    assert len(inside) == len(ENDED)
    assert ["".join(item.itertext())[:1] for item in part.iter("li") if item not in inside] == [
        "1",
        "2",
        "3",
        "S",
    ]


def test_an_organization_is_told_by_its_own_fields(app: Flask, world: World) -> None:
    page = page_of(app, world, Existing(Kind.ORGANIZATION, Name(organization="The Elm Fund")))

    shown = factories.signed_in(app, world.bob).get(page())

    assert "Name The Elm Fund Edit name" in words(shown)
    assert 'id="details-dates"' not in shown.text
    assert "death" not in shown.text


@pytest.mark.parametrize(
    ("who", "edits", "exports", "erases"),
    [("vera", False, False, False), ("bob", True, True, False), ("adam", True, True, True)],
)
def test_everybody_sees_what_they_may_do(
    app: Flask, world: World, who: str, edits: bool, exports: bool, erases: bool
) -> None:
    page = page_of(app, world, MARIA)

    shown = factories.signed_in(app, getattr(world, who)).get(page()).text

    assert (f'href="{page("edit/emails")}"' in shown, f'href="{page("edit")}"' in shown) == (edits, edits)
    assert (f'href="{page("death")}"' in shown, f'href="{page("activity-state")}"' in shown) == (edits, edits)
    assert (f'href="{page("export")}"' in shown) is exports
    assert (f'href="{page("erasure")}"' in shown) is erases


def test_what_the_full_name_leaves_out_is_told_with_its_label(app: Flask, world: World) -> None:
    name = Name(first="小明", middle="Ming", last="王", nickname="Min", maiden="李")
    page = page_of(app, world, Existing(Kind.INDIVIDUAL, name))

    shown = words(factories.signed_in(app, world.vera).get(page()))

    assert "Name 王 小明 Ming middle name Min nickname 李 maiden name Other names" in shown


def test_an_address_says_its_country_only_when_it_is_abroad(app: Flask, world: World) -> None:
    here, abroad = (
        Address(("1 Elm St",), "Portland", "", "", country, PointType.HOME) for country in ("US", "CA")
    )
    page = page_of(app, world, Existing(Kind.INDIVIDUAL, Name(first="Ann"), addresses=(here, abroad)))

    shown = words(factories.signed_in(app, world.vera).get(page()))

    assert "1 Elm St, Portland home" in shown
    assert "1 Elm St, Portland, CA home" in shown


@pytest.mark.parametrize(("who", "asked"), [("vera", False), ("bob", True)])
def test_that_there_is_no_external_id_is_said_to_who_may_add_one(
    app: Flask, world: World, who: str, asked: bool
) -> None:
    page = page_of(app, world, Existing(Kind.INDIVIDUAL, Name(first="Ann")))

    shown = words(factories.signed_in(app, getattr(world, who)).get(page()))

    assert ("External IDs none" in shown) is asked
