"""The journal in words."""

import pytest

from app.audit.domain.source import Via
from app.consent.domain.facts import EventKind
from app.constituents.domain.record import Address, Email, ExternalId, FormerName, Phone, PointType
from app.profiles.domain import entries

HOME = PointType.HOME


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("name.last", None, ""),
        ("name.last", "Lee", "Lee"),
        ("birth", "1971-04-02", "Apr 2, 1971"),
        ("birth", "--04-02", "Apr 2"),
        ("emails", Email("a@example.org", HOME, primary=True).to_json(), "a@example.org (home, primary)"),
        ("phones", Phone("555 0142", "", PointType.MOBILE).to_json(), "555 0142 (mobile)"),
        (
            "addresses",
            Address(("12 Elm", "Flat 2"), "Bend", "OR", "97701", "US", HOME).to_json(),
            "12 Elm, Flat 2, Bend, OR 97701, US (home)",
        ),
        ("emails", {"address": "a@x.org", "type": "work", "active": False}, "a@x.org (work, ended)"),
        (
            "emails",
            {"address": "a@x.org", "type": "work", "active": False, "end": "2026-11-21"},
            "a@x.org (work, ended Nov 21, 2026)",
        ),
        ("external_ids", ExternalId("mailchimp", "3e4f").to_json(), "mailchimp 3e4f"),
        ("former_names", FormerName("Ann Ruiz").to_json(), "Ann Ruiz"),
        (
            "constituency",
            {"value": "Board member", "type": "", "since": "2012-01-15", "until": "2020-01-15", "note": ""},
            "Board member (from Jan 15, 2012 until Jan 15, 2020)",
        ),
        ("constituency", {"value": "Donor", "type": "", "since": None, "until": None}, "Donor"),
        ("note", {"value": "Met.", "type": "call", "on": "2026-03-04"}, "Met. (call, Mar 4, 2026)"),
        (
            "note.next_step",
            {"value": "Write", "type": "due 2026-11-28", "due": "2026-11-28", "done": False},
            "Write (due Nov 28, 2026)",
        ),
        ("note.next_step", {"value": "Write", "due": "2026-11-28", "done": True}, "Write (done)"),
        (
            "prospect.stage",
            {"value": "Gave", "since": "2026-01-02"},
            "Gave (since Jan 2, 2026)",
        ),
        ("prospect.manager", {"value": "Vera", "staff_id": 1}, "Vera"),
        ("is_active", True, "yes"),
        ("is_active", False, "no"),
        ("modules", ["email", "events"], "email, events"),
        ("count", 12, "12"),
    ],
)
def test_a_journaled_value_is_one_line(field: str, value: object, shown: str) -> None:
    assert entries.value_words(field, value) == shown


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("name.first", "First name"),
        ("external_ids", "External ID"),
        ("display_override", "Name shown instead"),
        ("emails.primary", "Primary email"),
        ("fiscal_year_start", "Fiscal year start"),
    ],
)
def test_a_field_is_called_as_staff_call_it(field: str, label: str) -> None:
    assert entries.field_label(field) == label


@pytest.mark.parametrize(
    ("fields", "replaced", "words"),
    [
        ("emails", 1, "Email changed"),
        ("emails,emails,phones", 0, "Email and phone added"),
        (
            "name.first,name.last,emails,phones,addresses,birth",
            0,
            "First name, last name, email, phone and 2 more added",
        ),
    ],
)
def test_an_act_is_named_by_a_few_of_its_fields(fields: str, replaced: int, words: str) -> None:
    assert entries.changed(fields.split(","), replaced) == words


def test_fields_that_were_gathered_are_named_in_the_order_of_their_entries() -> None:
    assert entries.in_order("30 phones,9 name.first,100 birth") == ["name.first", "phones", "birth"]


@pytest.mark.parametrize("via", list(Via))
def test_every_door_has_words(via: Via) -> None:
    assert entries.door(via)


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_line_of_the_ledger_has_words(kind: EventKind) -> None:
    assert entries.permission_words(kind, "News").endswith(" “News”")
