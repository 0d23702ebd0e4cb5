"""Writing constituents in sets, and reading them whole."""

from dataclasses import replace
from datetime import date

import pytest

from app.constituents import queries, services
from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
    blank,
)
from app.constituents.services import Rewrite, write
from app.db import db
from tests.activity.makers import workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
HOME, WORK = PointType.HOME, PointType.WORK
MARIA = Existing(
    Kind.INDIVIDUAL,
    Name(title="Dr.", first="María", middle="J", last="López", suffix="Jr.", nickname="Mari", maiden="Ruiz"),
    emails=(Email("maria@example.org", HOME, primary=True), Email("m@example.com", WORK, active=False)),
    phones=(Phone("(503) 555-0142", "+15035550142", PointType.MOBILE, primary=True),),
    addresses=(
        Address(
            *(("12 Elm St", "Flat 2"), "Portland", "OR", "97210", "US", HOME),
            primary=True,
            do_not_mail=True,
            do_not_mail_reason="moved, no new address",
        ),
    ),
    birth=PartialDate(month=4, day=2),
    external_ids=(ExternalId("mailchimp", "3e4f"),),
    former_names=(FormerName("María Ruiz", end=date(2021, 5, 1), source="form"),),
    display_override="María of the library",
    deceased=True,
    died=PartialDate(year=2025),
    active=False,
    inactive_reason="asked to be left alone",
)


def added(world: World, record: Existing = MARIA) -> Existing:
    return write(world.ours, [Rewrite(blank(record.kind), record, source="test")])[0]


def test_what_is_written_is_read_again(inside: World) -> None:
    written = added(inside)
    db.session.expire_all()

    read = queries.existing(inside.ours, [written.id])[written.id]

    assert read == written
    assert (read.version, read.lookup_id) == (1, "C-1001")


def test_a_changed_record_rises_by_one_version_and_keeps_its_ids(inside: World) -> None:
    before = added(inside)

    after = write(inside.ours, [Rewrite(before, replace(before, name=replace(before.name, last="Lee")))])[0]

    assert (after.version, after.lookup_id, after.emails) == (2, before.lookup_id, before.emails)
    assert queries.existing(inside.ours, [before.id])[before.id].name.last == "Lee"


def test_a_value_that_the_record_does_not_have_any_more_is_gone(inside: World) -> None:
    before = added(inside)
    other = added(inside, replace(MARIA, external_ids=(ExternalId("mailchimp", "77"),)))

    bare = replace(before, emails=before.emails[:1], phones=(), external_ids=(), former_names=())
    write(inside.ours, [Rewrite(before, bare)])

    read = queries.existing(inside.ours, [before.id, other.id])
    assert read[before.id] == replace(bare, version=2)
    assert read[other.id] == other


def test_an_external_id_moves_to_somebody_else_in_one_set(inside: World) -> None:
    maria = added(inside)
    ann = added(inside, Existing(Kind.INDIVIDUAL, Name(first="Ann")))

    taken = replace(ann, external_ids=maria.external_ids)
    write(inside.ours, [Rewrite(ann, taken), Rewrite(maria, replace(maria, external_ids=()))])

    assert queries.owners_of_external_ids(inside.ours, [("mailchimp", "3e4f")]) == {
        ("mailchimp", "3e4f"): ann.id
    }


def test_a_value_remembers_where_it_was_learned(inside: World) -> None:
    before = added(inside)

    new = Email("new@example.org", HOME)
    write(inside.ours, [Rewrite(before, replace(before, emails=(*before.emails, new)), source="a letter")])

    read = queries.existing(inside.ours, [before.id])[before.id]
    assert [email.source for email in read.emails] == ["test", "test", "a letter"]


@pytest.mark.parametrize(
    ("name", "override", "filed"),
    [
        (Name(first="María", last="López"), "The cellist", "lopez maria"),
        (Name(), "The cellist", "the cellist"),
        (Name(first="Sukarno"), "", "sukarno"),
    ],
)
def test_a_list_files_people_under_their_names(inside: World, name: Name, override: str, filed: str) -> None:
    made = added(inside, Existing(Kind.INDIVIDUAL, name, display_override=override))

    row = queries.get(workspace(inside.ours), made.id)

    assert row is not None
    assert row.sort_name == filed


def test_the_primary_moves_from_an_ended_address_to_a_new_one(inside: World) -> None:
    before = added(inside)
    old = replace(before.emails[0], primary=False, active=False, end=date(2026, 11, 21))
    new = Email("maria@example.net", HOME, primary=True)

    write(inside.ours, [Rewrite(before, replace(before, emails=(old, before.emails[1], new)))])

    read = queries.existing(inside.ours, [before.id])[before.id]
    assert [email.address for email in read.emails if email.primary] == ["maria@example.net"]


def test_lookup_ids_are_never_given_twice(inside: World) -> None:
    first = [added(inside, Existing(Kind.INDIVIDUAL, Name(first=name))) for name in ("Ann", "Ben")]
    second = write(
        inside.ours,
        [
            Rewrite(blank(Kind.INDIVIDUAL), Existing(Kind.INDIVIDUAL, Name(first=name)))
            for name in ("Cy", "Di")
        ],
    )

    assert [record.lookup_id for record in (*first, *second)] == ["C-1001", "C-1002", "C-1003", "C-1004"]


def test_statements_do_not_grow_with_the_set(inside: World) -> None:
    def statements(count: int) -> int:
        records = [
            replace(MARIA, external_ids=(ExternalId("mailchimp", f"{count}-{n}"),)) for n in range(count)
        ]
        with count_statements() as counted:
            written = write(inside.ours, [Rewrite(blank(record.kind), record) for record in records])
            queries.existing(inside.ours, [record.id for record in written])
        return len(counted)

    statements(1)

    assert statements(2) == statements(60)


def test_people_are_found_by_what_identifies_them(inside: World) -> None:
    maria = added(inside)

    assert queries.ids_by_lookup(inside.ours, [1001, 1002]) == {1001: maria.id}
    assert queries.owners_of_emails(inside.ours, ["maria@example.org", "m@example.com"]) == {
        "maria@example.org": [maria.id]
    }
    assert queries.owners_of_external_ids(inside.ours, [("mailchimp", "3e4f"), ("mailchimp", "x")]) == {
        ("mailchimp", "3e4f"): maria.id
    }
    assert queries.trusted_systems(inside.ours) == frozenset()


def test_contact_points_come_with_the_primary_first(inside: World) -> None:
    from app.constituents.models import EmailAddress

    maria = added(inside)

    points = queries.points_of(workspace(inside.ours), maria.id, EmailAddress)

    assert [point.address for point in points] == ["maria@example.org", "m@example.com"]


def test_nobody_is_read_from_another_workspace(inside: World) -> None:
    maria = added(inside)

    assert queries.existing(inside.theirs, [maria.id]) == {}
    assert queries.ids_by_lookup(inside.theirs, [1001]) == {}
    assert queries.owners_of_emails(inside.theirs, ["maria@example.org"]) == {}


def test_numbers_of_a_counter_go_on_where_they_stopped(inside: World) -> None:
    first = services.next_numbers(inside.ours, "batches", 2)
    second = services.next_numbers(inside.ours, "batches", 1)

    assert (list(first), list(second)) == ([1, 2], [3])


def test_more_people_than_one_statement_can_name_are_read(
    inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_VALUES", 3)
    people = [added(inside, Existing(Kind.INDIVIDUAL, Name(first=f"P{n}"))) for n in range(7)]

    assert queries.existing(inside.ours, [each.id for each in people]) == {each.id: each for each in people}
