"""Both records line by line: what is asked, what is quiet, and that the result is the plan carried out."""

from typing import Any

import pytest
from hypothesis import given, settings

from app.constituents.domain.record import Band, Existing, ExternalId, Incoming, Kind, Name, PartialDate
from app.resolution.domain.lines import Fate, Line, Mark
from app.resolution.domain.sheet import sheet
from app.resolution.domain.stance import Stance, Stances
from app.resolution.domain.summary import summary
from app.updates.domain.applied import apply
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.plan import override
from app.updates.domain.rules import DifferentRule, NameRule, PrimaryRule, SameTypeRule, UpdateRules
from app.updates.domain.words import show
from tests.constituents.domain.strategies import existing, incoming
from tests.resolution.domain.sheets import DISCARD, OPEN, RULES, asked, chosen, labels, line, shown, words
from tests.updates.domain import hard
from tests.updates.domain.people import ANN, TODAY, WORK, address, arriving, email, on_record, phone

BENJAMIN, BOB = Name(first="Benjamin", last="Miller"), Name(first="Bob", last="Miller")
FIRST, LATER = PartialDate(1971, 4, 2), PartialDate(1971, 4, 20)

STATES: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("the same name", {}, {}, "First name", "quiet"),
    ("another letter case", {}, {"name": Name(first="ANN", last="Miller")}, "First name", "same"),
    ("another name", {}, {"name": BOB}, "First name", "open"),
    ("a part that is blank here", {}, {"name": Name("", "Ann", "Jo", "Miller")}, "Middle name", "open"),
    ("a part that is blank there", {"name": Name("", "Ann", "Jo", "Miller")}, {}, "Middle name", "quiet"),
    ("the same email", {"emails": (email("ann"),)}, {"emails": (email("ANN"),)}, "Home email", "same"),
    ("an email not on record", {}, {"emails": (email("ann"),)}, "Home email", "open"),
    (
        "an email that has ended",
        {"emails": (email("ann", active=False, end=TODAY, id=1),)},
        {"emails": (email("ann"),)},
        "Home email",
        "open",
    ),
    ("a record's own phone", {"phones": (phone("12127365001"),)}, {}, "Home phone", "quiet"),
    ("another birth date", {"birth": FIRST}, {"birth": LATER}, "Birth date", "open"),
    ("the same birth date", {"birth": FIRST}, {"birth": FIRST}, "Birth date", "quiet"),
    ("an external ID", {}, {"external_ids": (ExternalId("crm", "7"),)}, "External ID", "open"),
]


@pytest.mark.parametrize(("what", "old", "new", "label", "state"), STATES, ids=[each[0] for each in STATES])
def test_only_what_differs_is_asked(
    what: str, old: dict[str, Any], new: dict[str, Any], label: str, state: str
) -> None:
    told = shown(on_record(**old), arriving(**new), OPEN)

    assert line(told, label).state == state
    assert told.is_decided == (state != "open")


def test_a_familiar_form_that_becomes_the_nickname_is_not_left_out() -> None:
    told = shown(on_record(name=BENJAMIN), arriving(name=Name(first="Ben", last="Miller")), RULES)

    assert words(line(told, "First name").result) == ["Benjamin"]
    assert words(line(told, "Nickname").result) == ["Ben (added)"]
    assert told.told == "Nickname is added."


def test_what_is_open_changes_nothing_yet() -> None:
    told = shown(on_record(name=BENJAMIN), arriving(name=BOB, emails=(email("bob"),)), OPEN)

    assert told.after == told.existing
    assert told.told == "2 values are open."
    assert [error["message"].split(":")[0] for error in told.errors] == ["First name", "Home email"]


def test_the_rules_fill_what_is_open_and_say_why() -> None:
    told = shown(on_record(), arriving(name=BOB), RULES)

    assert words(line(told, "First name").result) == ["Bob (taken)"]
    assert line(told, "First name").notes == (
        "First name differs: replaces the one on record (your update rules).",
    )
    assert words(line(told, "Former name").result) == ["Ann Miller (kept as a former name)"]
    assert line(told, "Former name").notes == ("The old name is kept under former names.",)
    assert told.choices == {}


@pytest.mark.parametrize(
    ("rules", "label"),
    [
        (UpdateRules(name=NameRule.REVIEW), "First name"),
        (UpdateRules(email=DifferentRule.REVIEW), "Home email"),
        (UpdateRules(phone=DifferentRule.REVIEW), "Home phone"),
        (UpdateRules(different_address=DifferentRule.REVIEW), "Home address"),
    ],
)
def test_what_a_rule_sends_to_a_person_stays_open(rules: UpdateRules, label: str) -> None:
    old = on_record(
        emails=(email("a", id=1),),
        phones=(phone("12127365001", id=2),),
        addresses=(address("9 Oak Rd", id=3),),
    )
    new = arriving(
        name=BOB, emails=(email("b"),), phones=(phone("12127365002"),), addresses=(address("1 Elm"),)
    )

    told = shown(old, new, RULES, rules=rules)

    assert [each.label for each in told.open] == [label]
    assert line(told, label).result[:1] == line(told, label).recorded[:1]
    assert "a person decides" in line(told, label).notes[-1]
    assert told.after != old


def test_a_birth_date_in_the_middle_band_is_kept_by_the_rules_and_replaced_by_hand() -> None:
    old, new = on_record(birth=LATER), arriving(birth=FIRST)

    ruled, by_hand = shown(old, new, RULES), shown(old, new, chosen(Stance.UPDATE, "birth"))

    assert words(line(ruled, "Birth date").result) == ["Apr 20, 1971", "Apr 2, 1971 (ignored)"]
    assert "a person chooses it by hand" in line(ruled, "Birth date").notes[0]
    assert by_hand.after.birth == FIRST
    assert shown(old, new, RULES, band=Band.MATCH).after.birth == FIRST


def test_a_person_of_an_organization_has_to_be_looked_at() -> None:
    told = shown(on_record(), Incoming(Kind.ORGANIZATION, ANN), RULES)

    assert [each.label for each in told.open] == ["Kind"]
    assert shown(told.existing, told.incoming, chosen(Stance.IGNORE, "kind")).is_decided


def test_what_no_incoming_record_changes_is_shown_as_it_is() -> None:
    record = on_record(
        display_override="Annie", deceased=True, died=PartialDate(2024), active=False, inactive_reason="Moved"
    )

    told = shown(record, arriving(name=BOB), RULES)

    held = {
        each.label: each for each in told.lines if each.label in ("Shown as", "Date of death", "Inactive")
    }
    assert {label: words(each.result) for label, each in held.items()} == {
        "Shown as": ["Annie"],
        "Date of death": ["2024"],
        "Inactive": ["Moved"],
    }
    assert {each.state for each in held.values()} == {"quiet"}


def test_what_a_person_chose_is_stored_and_needs_no_reason() -> None:
    ref = "emails:new@example.org"
    old = on_record(emails=(email("old", primary=True, id=1),))
    told = shown(old, arriving(name=BOB, emails=(email("new"),)), chosen(Stance.BESIDE, ref))

    assert told.choices == {ref: Choice.BESIDE}
    assert line(told, "Home email").notes == ()
    assert words(line(told, "Home email").result) == ["new@example.org (added)", "old@example.org (primary)"]


def test_another_spelling_is_taken_only_where_a_person_insists() -> None:
    old, new = on_record(name=Name(first="José", last="Lee")), arriving(name=Name(first="JOSE", last="Lee"))

    by_rule, insisted = shown(old, new, DISCARD), shown(old, new, chosen(Stance.UPDATE, "name.first"))

    assert by_rule.told == "Nothing changes."
    assert line(by_rule, "First name").notes == ("Says nothing that is not on record.",)
    assert insisted.after.name.first == "JOSE"


def test_the_sentence_names_what_the_lines_show() -> None:
    old = on_record(birth=LATER, emails=(email("a", primary=True, id=1), email("b", id=2)))
    told = shown(old, arriving(name=BOB, birth=FIRST, emails=(email("c"), email("w", WORK))), RULES)

    assert told.told == (
        "First name changes, former name, home email and work email are added, home email (2) end, "
        "1 value is left out."
    )


def test_a_moved_primary_is_named_too() -> None:
    old = on_record(emails=(email("a", primary=True, id=1),))
    rules = UpdateRules(primary=PrimaryRule.ALWAYS, same_type=SameTypeRule.KEEP)

    told = shown(old, arriving(emails=(email("w", WORK),)), RULES, rules=rules)

    assert told.told == "Work email is added, home email is no longer primary."
    moved = Line(field="phones", label="Work phone", result=(Mark("1", Fate.PROMOTED, "now primary"),))
    assert summary([moved]) == "Work phone becomes primary."


def test_what_the_rules_would_keep_as_an_alias_is_asked_and_can_be_discarded() -> None:
    old, new = on_record(), arriving(name=Name(first="Ann", last="Kim"))
    rules = UpdateRules(name=NameRule.ALIAS)

    asked_first, ruled, discarded = (shown(old, new, each, rules=rules) for each in (OPEN, RULES, DISCARD))

    assert [each.label for each in asked_first.open] == ["Last name"]
    assert asked_first.after == old
    assert (ruled.told, line(ruled, "Last name").notes) == ("Alias is added.", ())
    assert (discarded.told, discarded.after) == ("Nothing changes, 1 value is left out.", old)


def test_a_line_that_kept_its_answers_links_to_its_first_one() -> None:
    told = shown(on_record(), Incoming(Kind.ORGANIZATION, ANN), RULES)

    (kind,) = told.open
    assert [error["id"] for error in told.errors] == [f"{kind.id}-{kind.options[0].id}"]


def test_dates_are_written_as_the_workspace_writes_them() -> None:
    old = on_record(birth=LATER, emails=(email("was", active=False, end=TODAY, id=1),))

    told = sheet(asked(old, arriving(birth=FIRST)), OPEN, lambda known: f"<{known}>")

    birth = line(told, "Birth date")
    assert words(birth.recorded) == ["<1971-04-20>"]
    assert labels(birth) == ["Use “<1971-04-02>”", "Keep “<1971-04-20>”"]
    assert told.errors[0]["message"].startswith("Birth date: <1971-04-02>, on record <1971-04-20>")
    assert words(line(told, "Home email").result) == ["was@example.org (ended <2026-11-21>)"]


def test_on_an_edit_form_what_was_typed_is_written() -> None:
    told = shown(on_record(), arriving(name=BOB), RULES, entry=EntryKind.EDIT_FORM)

    assert told.after.name == BOB
    assert line(told, "First name").notes == ("Written as typed; no update rule is asked here.",)


@settings(max_examples=20)
@given(hard.existing, hard.incoming, hard.rules, hard.policies)
def test_discarding_leaves_the_record_as_it_is(
    old: Existing, new: Incoming, rules: UpdateRules, policies: dict[str, Policy]
) -> None:
    told = sheet(asked(old, new, rules, policies=policies), DISCARD)

    assert told.is_decided
    assert told.after == old


@settings(max_examples=10)
@given(existing, incoming)
def test_the_result_is_the_plan_of_the_stored_choices(old: Existing, new: Incoming) -> None:
    question = asked(old, new)
    refs = [each.ref for each in sheet(question, OPEN).open]
    told = sheet(question, Stances(dict.fromkeys(refs[::2], Stance.UPDATE), Stance.RULES))

    stored = override(
        old,
        new,
        question.rules,
        band=question.band,
        entry=question.entry,
        today=question.today,
        choices=told.choices,
    )

    if told.is_decided:
        assert told.plan == stored
        assert told.after == apply(old, stored)


@settings(max_examples=10)
@given(existing, incoming)
def test_the_result_column_is_the_record_after(old: Existing, new: Incoming) -> None:
    told = sheet(asked(old, new), RULES)

    for field in ("emails", "phones", "addresses", "external_ids", "former_names"):
        marks = [mark for each in told.lines if each.field == field for mark in each.result]
        values = getattr(told.after, field)
        left = [mark for mark in marks if mark.fate not in (Fate.IGNORED, Fate.REPLACED)]
        assert sorted(mark.text for mark in left) == sorted(map(show, values))
        assert sum(mark.primary for mark in marks) == sum(
            getattr(each, "primary", False) and each.active for each in values
        )


@settings(max_examples=10)
@given(existing, incoming)
def test_every_value_of_both_records_is_shown(old: Existing, new: Incoming) -> None:
    told = sheet(asked(old, new), OPEN)

    for field in ("emails", "phones", "addresses", "external_ids", "former_names"):
        recorded = [mark.text for each in told.lines if each.field == field for mark in each.recorded]
        assert sorted(recorded) == sorted(map(show, getattr(old, field)))
    assert {line.ref for line in told.open} <= set(told.question.refs())
    assert told.after == old


def test_an_answer_keeps_its_place_on_the_page_when_other_lines_come_and_go() -> None:
    old, new = on_record(birth=LATER), arriving(name=BOB, birth=FIRST)

    before, after = (line(shown(old, new, each), "Birth date") for each in (OPEN, RULES))

    assert before.id == after.id
