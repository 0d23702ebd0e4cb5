"""Files whose columns no longer stand side by side raise an alarm; honest ones, however odd, do not."""

import csv
from collections.abc import Callable, Sequence

import pytest

from app.batches.domain.alarms import Alarm, AlarmKind
from app.batches.domain.belonging import belonging_alarm
from app.batches.domain.changing import change_alarms
from app.batches.domain.compared import Compared, compared
from app.batches.domain.odd_columns import column_alarms
from app.batches.domain.seen import Seen
from app.config import ROOT

Person = dict[str, str]
HEADERS = {
    "first_name": "First",
    "last_name": "Last",
    "email": "Email",
    "phone": "Phone",
    "address_city": "City",
    "address_region": "State",
    "address_postcode": "ZIP",
}
GIVEN = ("Ruth", "Omar", "Ana", "Theo", "Wanda", "Igor", "Ling", "Peter", "Sofia", "Hugo", "Nadia", "Karl")
FAMILY = ("Becker", "Okafor", "Lopez", "Quist", "Yamada", "Novak", "Zhang", "Murphy", "Duarte", "Fischer")
PLACES = (("Portland", "OR", "97210"), ("Salem", "OR", "97301"), ("Seattle", "WA", "98101"))


def person(at: int) -> Person:
    """One of many; three of four have an address that says their name, in one of the usual ways."""
    first, last = GIVEN[at % 12], FAMILY[(at + at // 12) % 10]
    city, region, postcode = PLACES[at % 3]
    a, b = first.lower(), last.lower()
    local = (f"{a}.{b}", f"{a[0]}{b}", f"{a}{b[0]}{at}", f"runner{at}")[at % 4]
    return {
        "first_name": first,
        "last_name": last,
        "email": f"{local}@example.org",
        "phone": f"503 555 {at:04}",
        "address_city": city,
        "address_region": region,
        "address_postcode": postcode,
    }


def many(number: int = 60) -> list[Person]:
    return [person(at) for at in range(number)]


def alarms(people: Sequence[Person], on_record: dict[str, str] | None = None) -> list[Alarm]:
    """What a file of these people raises."""
    known = on_record or {}
    rows = [
        Seen.of(at, cells, on_record=[known[cells["email"]]] if cells.get("email") in known else [])
        for at, cells in enumerate(people, start=2)
    ]
    apart = belonging_alarm(rows)
    return [*([apart] if apart else []), *column_alarms(rows, HEADERS)]


def moved(people: Sequence[Person], field: str, values: Callable[[list[str]], list[str]]) -> list[Person]:
    """The same file with the values of one column in another order."""
    column = values([each[field] for each in people])
    return [{**each, field: value} for each, value in zip(people, column, strict=True)]


def right(each: Person) -> Person:
    """The city moved into the column of the state, and the state into that of the ZIP code."""
    return {**each, "address_region": each["address_city"], "address_postcode": each["address_region"]}


def left(each: Person) -> Person:
    return {**each, "address_city": each["address_region"], "address_region": each["address_postcode"]}


def from_the_40th_on(values: list[str]) -> list[str]:
    return [*values[:40], *values[41:], ""]


SCRAMBLED = {
    "the column of emails was sorted": (moved(many(), "email", sorted), "emails_apart"),
    "a short file, its emails sorted": (moved(many(10), "email", sorted), "emails_apart"),
    "emails one row too high": (moved(many(), "email", lambda all_: all_[1:] + all_[:1]), "emails_moved"),
    "emails two rows too low": (moved(many(), "email", lambda all_: all_[-2:] + all_[:-2]), "emails_moved"),
    "a cell of the emails deleted": (moved(many(), "email", from_the_40th_on), "emails_moved"),
    "first names sorted": (moved(many(), "first_name", sorted), "names_apart"),
    "last names sorted": (moved(many(), "last_name", sorted), "names_apart"),
    "values one column to the right": ([right(each) for each in many()], "column_odd"),
    "values one column to the left": ([left(each) for each in many()], "column_odd"),
    "a third of the rows one to the right": ([*many(20), *map(right, many(10))], "column_odd"),
}


@pytest.mark.parametrize("name", SCRAMBLED)
def test_a_scrambled_file_raises_an_alarm(name: str) -> None:
    people, kind = SCRAMBLED[name]

    assert kind in [alarm.kind for alarm in alarms(people)]


def test_one_mishap_is_told_once() -> None:
    """Relatives who stand below each other in a sorted column have each other's first names in the emails."""
    rays = [
        {**each, "last_name": "Ray", "email": f"{each['first_name'].lower()}.ray@example.org"}
        for each in many(12)
    ]
    people = [*rays, *many(60)[12:]]

    assert [alarm.kind for alarm in alarms(moved(people, "email", sorted))] == [AlarmKind.EMAILS_APART]


def test_emails_of_other_people_on_record_raise_an_alarm_whatever_they_say() -> None:
    people = [{**each, "email": f"member{at}@example.org"} for at, each in enumerate(many(30))]
    on_record = {each["email"]: f"{each['first_name']} {each['last_name']}" for each in people}
    sorted_ = moved(people, "email", lambda all_: sorted(all_, reverse=True))

    assert alarms(people, on_record) == []
    assert [alarm.kind for alarm in alarms(sorted_, on_record)] == [AlarmKind.EMAILS_APART]


def family(at: int) -> list[Person]:
    """Parents and a child with the address of one of them, who may have another last name."""
    one = person(at)
    return [one, {**one, "first_name": "Mia"}, {**one, "first_name": "Ben", "last_name": "Sutter"}]


HONEST: dict[str, list[Person]] = {
    "many people": many(),
    "ten people": many(10),
    "three people": many(3),
    "families with one address": [each for at in range(30) for each in family(at)],
    "an office that shares its address": [{**each, "email": "office@example.org"} for each in many(20)],
    "offices with the name of one of them": [
        {**each, "email": person(at - at % 5)["email"]} for at, each in enumerate(many(40))
    ],
    "addresses that say nothing": [{**each, "email": f"x{at}@example.org"} for at, each in enumerate(many())],
    "couples, each with the other's name": [
        {**each, "email": f"{GIVEN[(at + 5) % 12].lower()}.{each['last_name'].lower()}@example.org"}
        for at, each in enumerate(many(4))
    ],
    "married names": [
        {**each, "last_name": "Sutter"} if at % 3 == 0 else each for at, each in enumerate(many())
    ],
    "short forms": [{**each, "first_name": "Bill", "email": f"william{at}@example.net"}
                    for at, each in enumerate(many(20))],
    "assistants write for some": [
        {**each, "email": f"{GIVEN[at % 12].lower()}.{FAMILY[at % 10].lower()}@example.org"} if at % 8 == 0
        else each for at, each in enumerate(many())
    ],
    "postcodes of other countries": [{**each, "address_postcode": "EH1 1AA", "address_region": "75"}
                                     for each in many()],
    "no values": [{"first_name": "Ann", "email": f"ann{at}@example.org"} for at in range(20)],
    "unknown values": [{**each, "address_postcode": "n/a", "address_city": "-"} for each in many()],
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_raises_none(name: str) -> None:
    assert alarms(HONEST[name]) == []


@pytest.mark.parametrize("name", ["newsletter-signups.csv", "spring-gala.csv"])
def test_the_sample_files_raise_none(name: str) -> None:
    fields = {
        "First name": "first_name",
        "Last name": "last_name",
        "Email": "email",
        "Email Address": "email",
    }
    fields |= {"First Name": "first_name", "Last Name": "last_name", "City": "address_city"}
    fields |= {"State": "address_region", "ZIP": "address_postcode", "Mobile": "phone"}
    with (ROOT / "docs/samples" / name).open(encoding="utf-8-sig") as file:
        people = [{fields[head]: text for head, text in row.items() if head in fields}
                  for row in csv.DictReader(file)]  # fmt: skip

    assert len(people) > 30
    assert alarms(people) == []


def test_an_alarm_says_how_far_and_shows_rows_that_prove_it() -> None:
    (alarm,) = alarms(moved(many(), "email", lambda all_: all_[1:] + all_[:1]))

    assert alarm.offset == 1
    assert all(owner == row + 1 for row, owner in alarm.examples)
    assert "the email stands 1 row above its name" in str(alarm)
    assert Alarm.from_json(alarm.to_json()) == alarm


@pytest.mark.parametrize(
    ("field", "both", "changed", "raises"),
    [
        ("phones", 20, 12, True),
        ("phones", 20, 11, False),
        ("phones", 19, 19, False),
        ("addresses", 100, 60, True),
        ("name.first", 10, 4, True),
        ("name.first", 10, 3, False),
        ("birth", 9, 9, False),
    ],
)
def test_a_field_that_differs_for_most_who_have_it_raises_an_alarm(
    field: str, both: int, changed: int, raises: bool
) -> None:
    it, nothing = frozenset({field}), frozenset[str]()
    rows = [
        Seen.of(at, {}, compared=Compared(it, it if at < changed + 2 else nothing))
        for at in range(2, both + 2)
    ]
    filled = [Seen.of(1000 + at, {}, compared=Compared(nothing, nothing)) for at in range(50)]
    new = [Seen.of(2000 + at, {}) for at in range(50)]

    found = change_alarms([*rows, *filled, *new])

    assert [(alarm.kind, alarm.rows, alarm.of) for alarm in found] == (
        [(AlarmKind.FIELD_CHANGES, changed, both)] if raises else []
    )


PHONE = {"number": "503 555 0101", "e164": "+15035550101", "type": "home"}


@pytest.mark.parametrize(
    ("changes", "both", "changed"),
    [
        ([], {"phones", "name.first"}, set()),
        ([{"do": "add", "field": "phones", "after": {**PHONE, "primary": True}}], {"name.first"}, set()),
        ([{"do": "add", "field": "phones", "after": PHONE}], {"phones", "name.first"}, {"phones"}),
        (
            [
                {"do": "retire", "field": "phones", "before": PHONE},
                {"do": "add", "field": "phones", "after": {**PHONE, "primary": True}},
            ],
            {"phones", "name.first"},
            {"phones"},
        ),
        ([{"do": "replace", "field": "name.first", "after": "Ann"}], {"phones"}, set()),
        (
            [{"do": "replace", "field": "name.first", "before": "Bo", "after": "Ann"}],
            {"phones", "name.first"},
            {"name.first"},
        ),
        ([{"do": "ignore", "field": "phones", "after": PHONE}], {"phones", "name.first"}, set()),
    ],
)
def test_only_what_row_and_record_both_have_is_compared(
    changes: list[dict[str, object]], both: set[str], changed: set[str]
) -> None:
    found = compared(("phone", "phone_type", "first_name", "lookup_id"), changes)

    assert (found.both, found.changed) == (both, changed)
