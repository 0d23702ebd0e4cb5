"""A row becomes a record, or problems that say column, value, expectation and remedy."""

from datetime import date

import pytest

from app.batches.domain.columns import ColumnMap, NotImported, ToField
from app.batches.domain.mapping import Mapping
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.constituents.domain.dates import DateFormat, PartialDate
from app.constituents.domain.names import Name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import ExternalId, Incoming, Kind

CONTEXT = Context(country="US", today=date(2026, 11, 21))


def _read(
    row: dict[str, str], context: Context = CONTEXT, dates: DateFormat | None = None
) -> Incoming | RowProblems:
    columns = tuple(
        ColumnMap(at, f"My {id}", ToField(id), date_format=dates if id == "birth_date" else None)
        for at, id in enumerate(row)
    )
    ignored = ColumnMap(len(columns), "Notes", NotImported())
    return RowParser(Mapping((*columns, ignored)), context).parse([*row.values(), "ignored"])


def _incoming(row: dict[str, str], context: Context = CONTEXT, dates: DateFormat | None = None) -> Incoming:
    read = _read({"email": "ann@example.org"} | row, context, dates)
    assert isinstance(read, Incoming), read
    return read


def _problems(row: dict[str, str], context: Context = CONTEXT) -> tuple[CellProblem, ...]:
    read = _read({"email": "ann@example.org"} | row, context)
    assert isinstance(read, RowProblems), read
    return read.problems


def test_a_full_row_becomes_a_record() -> None:
    read = _incoming(
        {
            "title": "Dr.",
            "first_name": " Ann ",
            "last_name": "Lee",
            "phone_mobile": "(503) 555-0142",
            "address_line1": "12 Rose Street",
            "address_line2": "",
            "address_line3": "c/o Ray",
            "address_city": "Portland",
            "address_country": "United States",
            "birth_date": "1971-04-02",
            "lookup_id": "c 1042",
            "external_id": "77",
            "external_system": "Mailchimp",
        }
    )

    assert read.kind is Kind.INDIVIDUAL
    assert read.name == Name(title="Dr.", first="Ann", last="Lee")
    assert [(email.address, email.type, email.primary) for email in read.emails] == [
        ("ann@example.org", PointType.HOME, True)
    ]
    assert [(phone.e164, phone.type, phone.primary) for phone in read.phones] == [
        ("+15035550142", PointType.MOBILE, True)
    ]
    (address,) = read.addresses
    assert (address.lines, address.city, address.country) == (("12 Rose Street", "c/o Ray"), "Portland", "US")
    assert (address.type, address.primary) == (PointType.HOME, True)
    assert read.birth == PartialDate(1971, 4, 2)
    assert read.lookup_id == "C-1042"
    assert read.external_ids == (ExternalId("Mailchimp", "77"),)


def test_an_email_is_enough() -> None:
    assert _incoming({}) == Incoming(Kind.INDIVIDUAL, Name(), emails=_incoming({}).emails)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"email_type": "work"}, [("ann@example.org", PointType.WORK)]),
        ({"email_type": "* Personal"}, [("ann@example.org", PointType.HOME)]),
        ({"email_type": "Mobile"}, [("ann@example.org", PointType.OTHER)]),
        ({"email_type": "Internet"}, [("ann@example.org", PointType.OTHER)]),
        ({"email_2": "ANN@example.org"}, [("ann@example.org", PointType.HOME)]),
        (
            {"email_2": "ann@example.com", "email_2_type": "School", "email_3": "ann@example.net"},
            [
                ("ann@example.org", PointType.HOME),
                ("ann@example.com", PointType.SCHOOL),
                ("ann@example.net", PointType.OTHER),
            ],
        ),
        (
            {"email_home": "ann@example.com", "email_work": "ann@example.net"},
            [
                ("ann@example.org", PointType.HOME),
                ("ann@example.com", PointType.HOME),
                ("ann@example.net", PointType.WORK),
            ],
        ),
    ],
)
def test_emails_have_their_types_and_come_once(
    row: dict[str, str], expected: list[tuple[str, PointType]]
) -> None:
    read = _incoming(row)

    assert [(email.address, email.type) for email in read.emails] == expected
    assert [email.primary for email in read.emails] == [True] + [False] * (len(expected) - 1)


def test_phones_are_numbers_of_the_country_and_come_once() -> None:
    row = {
        "phone": "020 7946 0123",
        "phone_type": "Office",
        "phone_home": "+44 20 7946 0123",
        "phone_2": "020 7946 0124",
    }

    read = _incoming(row, Context("GB", date(2026, 11, 21)))

    assert [(phone.e164, phone.type, phone.primary) for phone in read.phones] == [
        ("+442079460123", PointType.WORK, True),
        ("+442079460124", PointType.HOME, False),
    ]


def test_two_addresses_keep_apart_and_a_country_alone_is_none() -> None:
    row = {
        "address_country": "US",
        "work_city": "Salem",
        "work_country": "Narnia",
        "work_line1": "1 Oak Avenue",
    }

    (address,) = _incoming(row).addresses

    assert (address.type, address.primary, address.country) == (PointType.WORK, True, "Narnia")


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("United States", "US"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        ("England", "GB"),
        ("de", "DE"),
        ("España", "ES"),
        ("", ""),
    ],
)
def test_countries_are_known_by_name_and_code(country: str, code: str) -> None:
    (address,) = _incoming({"address_city": "Salem", "address_country": country}).addresses

    assert address.country == code


@pytest.mark.parametrize(
    ("row", "kind", "name"),
    [
        ({"organization": "Food Bank"}, Kind.ORGANIZATION, Name(organization="Food Bank")),
        (
            {"organization": "Acme", "first_name": "Ann"},
            Kind.INDIVIDUAL,
            Name(first="Ann", organization="Acme"),
        ),
        ({"kind": "Person", "organization": "Acme"}, Kind.INDIVIDUAL, Name(organization="Acme")),
        (
            {"kind": "Organisation", "full_name": "Food Bank"},
            Kind.ORGANIZATION,
            Name(organization="Food Bank"),
        ),
        ({"kind": "company", "organization": "Acme"}, Kind.ORGANIZATION, Name(organization="Acme")),
        ({"full_name": "Lee, Ann"}, Kind.INDIVIDUAL, Name(first="Ann", last="Lee")),
        ({"full_name": "Ann Lee", "first_name": "Annie"}, Kind.INDIVIDUAL, Name(first="Annie", last="Lee")),
        ({"last_name": "Null"}, Kind.INDIVIDUAL, Name(last="Null")),
    ],
)
def test_kind_and_name_follow_from_what_the_row_says(row: dict[str, str], kind: Kind, name: Name) -> None:
    read = _incoming(row)

    assert (read.kind, read.name) == (kind, name)


def test_the_contact_points_of_an_organization_are_for_work() -> None:
    read = _incoming({"organization": "Food Bank", "phone": "(503) 555-0142", "address_city": "Salem"})

    types = [
        *(e.type for e in read.emails),
        *(p.type for p in read.phones),
        *(a.type for a in read.addresses),
    ]
    assert types == [PointType.WORK] * 3


def test_dates_are_read_in_the_format_of_their_column() -> None:
    row = {"birth_date": "04/12/1971"}

    assert _incoming(row, dates=DateFormat.DMY).birth == PartialDate(1971, 12, 4)
    assert _incoming(row, dates=DateFormat.MDY).birth == PartialDate(1971, 4, 12)


def test_an_external_id_may_have_the_system_of_the_whole_file() -> None:
    context = Context("US", date(2026, 11, 21), external_system="Mailchimp")

    assert _incoming({"external_id": "77"}, context).external_ids == (ExternalId("Mailchimp", "77"),)
    assert _incoming({"external_id": ""}, context).external_ids == ()


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ({"email": ""}, "email", "blank"),
        ({"email": "ann.example.org"}, "email", "“@”"),
        ({"email_2": "ann@"}, "email_2", "“@”"),
        ({"phone": "ask her"}, "phone", "ask her"),
        ({"birth_date": "31/31/1971"}, "birth_date", "31/31/1971"),
        ({"birth_date": "2027-01-01"}, "birth_date", "future"),
        ({"lookup_id": "abc"}, "lookup_id", "abc"),
        ({"kind": "Household"}, "kind", "Household"),
        ({"external_id": "77"}, "external_id", "without its system"),
        ({"external_system": "Mailchimp"}, "external_system", "without an ID"),
        ({"first_name": "A\ufffdn"}, "first_name", "could not be read"),
        ({"first_name": "x" * 101}, "first_name", "101 characters"),
    ],
)
def test_a_value_that_cannot_be_read_says_column_value_expectation_and_remedy(
    row: dict[str, str], field: str, says: str
) -> None:
    (problem,) = _problems(row)

    assert (problem.column, problem.field, problem.value) == (f"My {field}", field, row[field])
    assert says in problem.what
    assert problem.expected
    assert problem.fix.endswith(".")


def test_a_row_tells_all_its_problems_and_who_it_is() -> None:
    read = _read({"email": "Ann@Example.org", "full_name": "Ann Lee", "phone": "x", "birth_date": "x"})

    assert isinstance(read, RowProblems)
    assert [problem.field for problem in read.problems] == ["phone", "birth_date"]
    assert (read.name, read.email, read.email_key) == ("Ann Lee", "Ann@Example.org", "ann@example.org")
    assert read.cause == read.problems[0].cause
    assert str(read) == " ".join(map(str, read.problems))


def test_a_row_without_a_readable_email_has_no_key() -> None:
    read = _read({"email": "nobody", "email_2": "ann@example.org"})

    assert isinstance(read, RowProblems)
    assert (read.email, read.email_key) == ("nobody", "")


def test_a_flaw_of_the_form_comes_first() -> None:
    flaw = CellProblem("", "", "", "Too many cells.", "fewer", "Move them.")
    parser = RowParser(Mapping((ColumnMap(0, "Email", ToField("email")),)), CONTEXT)

    read = parser.parse(["nobody", "x"], flaw=flaw)

    assert isinstance(read, RowProblems)
    assert [str(problem) for problem in read.problems] == ["Too many cells.", "Email: missing the “@”."]
    assert read.problems[0].cause == "row: Too many cells."


def test_rows_with_the_same_problem_share_its_cause() -> None:
    one, other = (_problems({"phone": text})[0] for text in ("ask her", "see file"))

    assert one.cause == other.cause
    assert one.what != other.what
    assert len(one.cause) <= 60
    assert CellProblem.from_json(one.to_json()) == one


@pytest.mark.parametrize(
    "row",
    [
        {"organization": "Rose Fund"},
        {"organization": "Rose Fund", "nickname": "Ann"},
        {"organization": "Rose Fund", "full_name": "Ann Lee"},
        {"organization": "Rose Fund", "full_name": "Ann Lee", "lookup_id": "C-1001"},
        {"kind": "company", "first_name": "Ann"},
        {"last_name": "Lee"},
    ],
)
def test_the_kind_alone_is_the_kind_of_the_whole_row(row: dict[str, str]) -> None:
    told = {"email": "ann@example.org", "phone": "(503) 555-0142"} | row
    columns = tuple(ColumnMap(at, id, ToField(id)) for at, id in enumerate(told))
    parser = RowParser(Mapping(columns), CONTEXT)
    whole = parser.parse([*told.values()])
    assert isinstance(whole, Incoming)
    assert parser.kind([*told.values()]) is whole.kind
