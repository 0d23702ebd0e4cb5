"""A record that was written down as one line of a table reads back as nothing new."""

import csv
from dataclasses import replace
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.rows import Action
from app.constituents.domain.flat import HEADERS, flat
from app.constituents.domain.phones import PhoneNumber, parse_phone
from app.constituents.domain.record import Email, Existing, Incoming, Name, Phone, PointType
from app.imports.domain.suggest import suggest
from app.web.spreadsheet import csv_lines
from tests.batches.domain.cases import SETTINGS, decided_as, evidence_of
from tests.constituents.domain import strategies

T = TypeVar("T", Email, Phone)
LIST = ("Name", "Lookup ID", "Kind", "Email", "Phone")
words = st.sampled_from(["", "Ann", "Mary Ann", "=SUM", "-Lee", "@home", "O'Neil", "'t Hooft", "Lee, Jr"])
names = st.builds(Name, *[words] * 8)
emails = st.builds(
    Email,
    st.sampled_from(["ann@example.org", "b.c+x@example.com", "o'neil@example.net", "d@example.org"]),
    st.sampled_from([PointType.HOME, PointType.WORK, PointType.SCHOOL, PointType.OTHER]),
    primary=st.booleans(),
    active=st.booleans(),
)
NUMBERS = [
    number
    for text in ("(503) 555-0142", "+1 503-555-0143", "503.555.0144 x12", "+44 20 7946 0958", "555-0199")
    if isinstance(number := parse_phone(text, "US"), PhoneNumber)
]
phones = st.builds(
    lambda read, *told: Phone(read.number, read.e164, *told),
    st.sampled_from(NUMBERS),
    st.sampled_from([PointType.HOME, PointType.WORK, PointType.MOBILE, PointType.OTHER]),
    st.booleans(),
    st.booleans(),
)


def of_different(points: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(points, max_size=5, unique_by=lambda point: point.key).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Existing:
    """Records with everything in them that a form or a file can bring."""
    record = draw(strategies.loose_existing)
    channels = {"emails": draw(of_different(emails)), "phones": draw(of_different(phones))}
    told = replace(record, name=draw(names), lookup_id="C-1", **channels)
    return strategies.numbered(strategies.tidy(told))


def written(headers: tuple[str, ...], cells: tuple[str, ...]) -> list[list[str]]:
    return list(csv.reader("".join(csv_lines([headers, cells])).splitlines()))


def action_of(headers: tuple[str, ...], cells: tuple[str, ...], record: Existing) -> Action:
    columns, line = written(headers, cells)
    mapping = suggest(columns, [line])
    row = RowParser(mapping, Context("US", SETTINGS.today)).parse(line)
    assert isinstance(row, Incoming), row
    return decided_as(row, evidence_of(known=(record,))).action


@settings(max_examples=60)
@given(records())
def test_the_whole_record_changes_nothing(record: Existing) -> None:
    assert action_of(HEADERS, flat(record), record) is Action.NO_CHANGE


@settings(max_examples=40)
@given(records())
def test_neither_does_what_the_list_shows(record: Existing) -> None:
    email = next((each.address for each in record.emails if each.primary), "")
    phone = next((each.number for each in record.phones if each.primary), "")

    cells = (record.display, record.lookup_id, record.kind.value, email, phone)

    assert action_of(LIST, cells, record) is Action.NO_CHANGE
