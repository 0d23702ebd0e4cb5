"""Trying out settings, as values: what comes out otherwise, in which words, and what is shown of it."""

import pytest

from app.batches.domain.replay import Difference, Part, Turn, replayed, telling
from app.batches.domain.replay_matching import Ending, difference, ending
from app.batches.domain.replay_rules import FEWER, MORE, differences, waits
from app.batches.domain.rows import Mode
from app.constituents.domain.record import Name, PartialDate
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Match
from app.updates.domain.rules import BirthRule, DifferentRule, NameRule, UpdateRules
from tests.updates.domain.people import WORK, arriving, email, on_record, planned

KNOWN = on_record(
    emails=(email("one", id=1, primary=True),), birth=PartialDate(1971, 4, 2), name=Name(first="Ann")
)
ROW = arriving(
    emails=(email("two", WORK),), birth=PartialDate(1971, 4, 20), name=Name(first="Zoe", last="Lee")
)
USUAL = UpdateRules()


def told(new: UpdateRules, saved: UpdateRules = USUAL) -> list[tuple[str, str, str]]:
    found = differences(planned(KNOWN, ROW, saved), planned(KNOWN, ROW, new))
    return [(each.about, each.saved, each.new) for each in found]


def turn(row: int, *counted: str) -> Turn:
    return Turn(1, row, "Ann", tuple(Difference(each, "a", "b", each) for each in counted))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (USUAL, []),
        (UpdateRules(phone=DifferentRule.IGNORE), []),
        (
            UpdateRules(email=DifferentRule.IGNORE),
            [("Email", "+ email two@example.org", "Email two@example.org ignored")],
        ),
        (
            UpdateRules(birth=BirthRule.REVIEW),
            [("Birth date", "Birth date → Apr 20, 1971", "Waits for a person: Apr 20, 1971")],
        ),
        (
            UpdateRules(name=NameRule.ALIAS),
            [
                ("First name", "First name → Zoe", "Stays as it is"),
                ("Other names", "+ other names Ann", "+ other names Zoe Lee"),
            ],
        ),
    ],
)
def test_fields_that_come_out_otherwise_are_told_by_both_ends(
    new: UpdateRules, said: list[tuple[str, str, str]]
) -> None:
    assert told(new) == said


def test_a_field_that_waits_holds_no_other_field_back_in_the_comparison() -> None:
    assert [about for about, _, _ in told(UpdateRules(email=DifferentRule.REVIEW))] == ["Email"]


def test_what_is_ignored_is_told_only_where_nothing_else_happens_to_the_field() -> None:
    known = on_record(emails=(email("one", id=1, primary=True), email("old", id=2, active=False)))
    row = arriving(emails=(email("old"), email("two", WORK)))

    [found] = differences(planned(known, row), planned(known, row, UpdateRules(email=DifferentRule.IGNORE)))

    assert found.saved == "+ email two@example.org"
    assert found.new == "Email old@example.org ignored · email two@example.org ignored"


@pytest.mark.parametrize(
    ("saved", "new", "notes"),
    [
        (USUAL, USUAL, ()),
        (USUAL, UpdateRules(email=DifferentRule.REVIEW), (MORE,)),
        (UpdateRules(birth=BirthRule.REVIEW), USUAL, (FEWER,)),
        (UpdateRules(birth=BirthRule.REVIEW), UpdateRules(email=DifferentRule.REVIEW), ()),
    ],
)
def test_a_row_that_waits_or_waits_no_more_is_noted(
    saved: UpdateRules, new: UpdateRules, notes: tuple[str, ...]
) -> None:
    assert waits(planned(KNOWN, ROW, saved), planned(KNOWN, ROW, new)) == notes


def test_rows_and_fields_are_counted_the_most_frequent_first() -> None:
    turns = [turn(2, "Phone"), Turn(1, 3, "Bo", turn(3, "Email", "Phone").differences, (MORE,))]

    found = replayed([Part(1, "gala.csv", 40, 20), Part(2, "june.csv", 10, 5, 5)], turns)

    assert (found.rows, found.differences, found.of, found.looked) == (2, 3, 50, 25)
    assert dict(found.counts) == {"Phone": 2, "Email": 1, MORE: 1}
    assert next(iter(found.counts)) == "Phone"
    assert found.examples == tuple(turns)


def test_examples_show_one_of_each_kind_before_a_second_of_any() -> None:
    turns = [*(turn(row, "Phone") for row in range(2, 30)), turn(30, "Email"), turn(31, "Email", "Phone")]

    assert [each.row for each in telling(turns, 4)] == [2, 3, 30, 31]
    assert [each.row for each in telling(turns, 2)] == [2, 30]
    assert len(telling(turns)) == 10
    assert telling([]) == ()


def alike(score: float, *guards: Guard, who: int = 7) -> Match:
    return Match(who, score, (), guards)


@pytest.mark.parametrize(
    ("matches", "mode", "end"),
    [
        ([alike(96)], Mode.BOTH, Ending.AUTOMATIC),
        ([alike(96)], Mode.UPDATE, Ending.AUTOMATIC),
        ([alike(96)], Mode.CREATE, Ending.LEFT_OUT),
        ([alike(96, Guard.NAME_ONLY)], Mode.CREATE, Ending.PERSON),
        ([alike(80)], Mode.UPDATE, Ending.PERSON),
        ([alike(97), alike(98, who=8)], Mode.BOTH, Ending.PERSON),
        ([alike(60)], Mode.BOTH, Ending.NEW),
        ([alike(60)], Mode.CREATE, Ending.NEW),
        ([alike(60)], Mode.UPDATE, Ending.LEFT_OUT),
        ([], Mode.BOTH, Ending.NEW),
    ],
)
def test_a_row_ends_as_thresholds_and_the_mode_of_its_import_say(
    matches: list[Match], mode: Mode, end: Ending
) -> None:
    assert ending(matches, MatchingSettings(), mode) is end


def test_while_matching_is_off_every_row_adds_somebody() -> None:
    assert ending([alike(100)], MatchingSettings(on=False), Mode.BOTH) is Ending.NEW


def test_a_row_that_ends_otherwise_says_how() -> None:
    strict = MatchingSettings(batch=Thresholds(99, 70))

    assert difference([alike(96)], "96 points", MatchingSettings(), strict, Mode.BOTH) == Difference(
        "96 points", "Automatic", "For a person", "automatic → for a person"
    )
    assert difference([alike(80)], "80 points", MatchingSettings(), strict, Mode.BOTH) is None
    back = difference([alike(96)], "96 points", strict, MatchingSettings(), Mode.BOTH)
    assert back is not None
    assert back.counted == "for a person → automatic"
