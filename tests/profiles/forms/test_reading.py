"""What is typed is what is meant: untouched controls change nothing; what is wrong is said beside them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from werkzeug.datastructures import MultiDict

from app.constituents.domain.dates import DateFormat
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
from app.profiles.domain.parts import parts_of
from app.profiles.forms.reading import Here, read
from app.profiles.forms.record import RecordForm, form_for, posted_form
from app.web.asked import Request
from tests.constituents.domain.strategies import stored
from tests.profiles.sent import sent

TODAY = date(2026, 11, 22)
HERE = Here(TODAY, "US", DateFormat.MDY)
HOME, WORK = PointType.HOME, PointType.WORK
ANN = Existing(
    Kind.INDIVIDUAL,
    Name(first="Ann", last="Lee"),
    id=7,
    emails=(Email("ann@example.org", HOME, primary=True, id=1), Email("a@example.com", WORK, id=2)),
    phones=(Phone("555 0142", "", PointType.MOBILE, primary=True, id=3),),
    addresses=(Address(("12 Elm St",), "Bend", "OR", "97701", "US", HOME, primary=True, id=4),),
    external_ids=(ExternalId("crm", "1"), ExternalId("shop", "9")),
    former_names=(FormerName("Ann Miller", end=date(2020, 1, 1), id=5),),
    birth=PartialDate(month=4, day=2),
)
Change = Callable[[MultiDict[str, str]], Any]


class _Sender(Flask):
    request_class = Request


def typed(record: Existing, change: Change | None = None) -> tuple[Existing, RecordForm]:
    """The record as its form reads after the change, and the form."""
    parts = parts_of(record.kind)
    with _Sender("test").test_request_context():
        values = sent(form_for(record, parts))
    if change:
        change(values)
    with _Sender("test").test_request_context(method="POST", data=values):
        form = posted_form(record.kind, parts, values)
        return read(form, record, HERE), form


def setting(**values: str) -> Change:
    return lambda form: [form.setlist(name.replace("__", "-"), [value]) for name, value in values.items()]


@settings(max_examples=40)
@given(stored)
def test_an_untouched_form_says_what_the_record_says(record: Existing) -> None:
    if record.kind is Kind.INDIVIDUAL:
        record = replace(record, name=replace(record.name, organization=""))

    said, _ = typed(record)

    assert said == record


@pytest.mark.parametrize("record", [ANN, blank(Kind.ORGANIZATION)])
def test_an_untouched_form_is_valid_when_there_is_a_name(record: Existing) -> None:
    said, form = typed(record)

    assert form.is_valid is bool(record.id)
    assert said == record


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (setting(first="Anna"), {"name": Name(first="Anna", last="Lee")}),
        (setting(first="", last="李"), {"name": Name(last="李")}),
        (setting(last=" "), {"name": Name(first="Ann")}),
        (setting(birth="1971"), {"birth": PartialDate(1971)}),
        (setting(birth="4/2/1971"), {"birth": PartialDate(1971, 4, 2)}),
        (setting(birth=""), {"birth": None}),
        (setting(display_override="The cellist"), {"display_override": "The cellist"}),
        (setting(source="a letter"), {"source": "a letter"}),
    ],
)
def test_single_facts_are_read(change: Change, expected: dict[str, Any]) -> None:
    said, form = typed(ANN, change)

    assert form.is_valid
    assert said == replace(ANN, **expected)


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        (setting(first="", last=""), "first", "Type at least one name."),
        (setting(birth="31 April"), "birth", "is not a date"),
        (setting(birth="2027"), "birth", "in the future"),
        (setting(emails__0__address="ann"), "emails-0-address", "missing the “@”"),
        (setting(emails__0__address=""), "emails-0-address", "blank"),
        (setting(emails__1__address="ANN@example.org"), "emails-1-address", "in the list twice"),
        (setting(phones__0__number="12"), "phones-0-number", "too short"),
        (setting(addresses__0__start="soon"), "addresses-0-start", "no day"),
        (
            setting(emails__0__start="2026-01-01", emails__0__end="2025-01-01"),
            "emails-0-end",
            "cannot end before",
        ),
        (
            setting(
                addresses__0__lines="",
                addresses__0__city="",
                addresses__0__region="",
                addresses__0__postcode="",
            ),
            "addresses-0-lines",
            "blank",
        ),
        (setting(external_ids__0__value=""), "external_ids-0-value", "Type the ID"),
        (setting(external_ids__0__system=""), "external_ids-0-system", "Say which system"),
        (setting(former_names__0__value=""), "former_names-0-value", "blank"),
    ],
)
def test_what_is_wrong_is_said_beside_the_control(change: Change, name: str, words: str) -> None:
    _, form = typed(ANN, change)

    errors = {field.name: " ".join(map(str, field.errors)) for field in form if field.errors}
    assert list(errors) == [name]
    assert words in errors[name]


def test_an_end_that_has_come_ends_a_value_and_so_does_the_box() -> None:
    by_day, _ = typed(ANN, setting(emails__1__end="2026-01-01"))
    by_box, _ = typed(ANN, setting(emails__1__ended="y"))
    to_come, _ = typed(ANN, setting(emails__1__end="2027-01-01"))

    states = [(each.emails[1].active, each.emails[1].end) for each in (by_day, by_box, to_come)]
    assert states == [(False, date(2026, 1, 1)), (False, TODAY), (True, date(2027, 1, 1))]


def test_a_value_is_taken_up_again_without_its_end() -> None:
    ended = replace(ANN.emails[1], active=False, end=date(2025, 1, 1))
    record = replace(ANN, emails=(ANN.emails[0], ended))

    said, _ = typed(record, lambda form: form.pop("emails-1-ended"))

    assert said.emails[1] == ANN.emails[1]


def test_rows_are_added_and_taken_out() -> None:
    def change(form: MultiDict[str, str]) -> None:
        form.update({"phones-7-number": "(503) 555-0199", "phones-7-type": "work"})
        form.update({"external_ids-5-system": "shop", "external_ids-5-value": "10", "emails-9-address": " "})
        for name in ("emails-1-item", "emails-1-address", "external_ids-0-item", "external_ids-0-value"):
            form.pop(name)
        form.pop("external_ids-0-system")
        form.setlist("emails-removed", ["2"])
        form.setlist("external_ids-removed", ["1"])

    said, form = typed(ANN, change)

    assert form.is_valid
    assert said.emails == ANN.emails[:1]
    assert said.phones == (*ANN.phones, Phone("(503) 555-0199", "+15035550199", WORK))
    assert said.external_ids == (ExternalId("shop", "9"), ExternalId("shop", "10"))


def test_a_value_whose_row_was_not_sent_stays() -> None:
    said, form = typed(
        ANN, lambda values: [values.pop(name) for name in [*values] if name.startswith("emails-1")]
    )

    assert form.is_valid
    assert said == ANN


def test_a_control_that_was_not_sent_changes_nothing() -> None:
    record = replace(ANN, inactive_reason="moved", died=PartialDate(2025), source="a letter")

    def bare(form: MultiDict[str, str]) -> None:
        for name in ("inactive_reason", "died", "source", "birth", "last", "addresses-0-city"):
            form.pop(name)

    said, form = typed(record, bare)

    assert form.is_valid
    assert said == record


def test_what_is_not_typed_anew_is_not_read_anew() -> None:
    odd = replace(
        ANN, emails=(replace(ANN.emails[0], address="not quite an address"),), name=Name(first="Ann  Mary")
    )

    said, form = typed(odd)

    assert form.is_valid
    assert said == odd


def test_a_country_is_known_by_its_name() -> None:
    said, _ = typed(ANN, setting(addresses__0__country="Deutschland"))

    assert said.addresses[0].country == "DE"


def test_mail_is_stopped_with_a_reason() -> None:
    said, _ = typed(ANN, setting(addresses__0__do_not_mail="y", addresses__0__do_not_mail_reason="moved"))

    assert (said.addresses[0].do_not_mail, said.addresses[0].do_not_mail_reason) == (True, "moved")
