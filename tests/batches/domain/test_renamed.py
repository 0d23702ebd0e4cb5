"""A name in one piece beside our own lookup ID: what our lists show is no change, anything else is a name."""

from dataclasses import replace
from datetime import date

import pytest

from app.batches.domain.ignoring import ignoring_all
from app.batches.domain.mapping import Mapping
from app.batches.domain.renamed import is_unclear, renamed
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.rows import Outcome
from app.constituents.domain.names import Name, sort_name
from app.constituents.domain.record import Existing, Incoming, Kind
from app.imports.domain.suggest import suggest
from app.updates.domain.changes import Replace
from tests.batches.domain.cases import JOHN, decided_as, evidence_of

ROW = Incoming(Kind.INDIVIDUAL, Name(), lookup_id="C-1")
MARY_ANN = replace(JOHN, name=Name(first="Mary Ann", last="Lee"))
MIDDLE = replace(JOHN, name=Name(first="John", middle="Q.", last="Smith"))
NOBODY = replace(JOHN, name=Name())
FIRM = Existing(Kind.ORGANIZATION, Name(organization="The Elm Fund"), lookup_id="C-3", id=3)


@pytest.mark.parametrize(
    ("who", "said", "name"),
    [
        (JOHN, "", Name()),
        (JOHN, "Smith, John", Name()),
        (JOHN, "John  Smith ", Name()),
        (JOHN, "JOHN@example.org", Name()),
        (JOHN, "Smith, Jöhn", Name(first="Jöhn", last="Smith")),
        (MARY_ANN, "Leigh, Mary Ann", Name(last="Leigh")),
        (replace(JOHN, name=Name(first="太郎", last="山田")), "山田 次郎", Name(first="次郎", last="山田")),
        (NOBODY, "Ann Lee", Name(first="Ann", last="Lee")),
        (JOHN, "john@example.org", Name()),
        (JOHN, "C-1", Name()),
        (replace(JOHN, display_override="The Smiths"), "The Smiths", Name()),
        (JOHN, "Zimmer, Wilbur", Name(first="Wilbur", last="Zimmer")),
        (JOHN, "Wilbur Zimmer", Name(first="Wilbur", last="Zimmer")),
        (FIRM, "Elm Fund", Name()),
        (FIRM, "Oak Fund", Name(organization="Oak Fund")),
    ],
)
def test_what_our_lists_show_is_no_name_that_changed(who: Existing, said: str, name: Name) -> None:
    assert renamed(replace(ROW, whole_name=said), who).name == name


def read(headers: list[str], *cells: str) -> Incoming:
    mapping: Mapping = suggest(headers, [cells])
    found = RowParser(mapping, Context("US", date(2026, 1, 1))).parse(cells)
    assert isinstance(found, Incoming)
    return found


def test_a_name_that_was_mended_in_our_own_file_is_taken() -> None:
    row = read(["Name", "Lookup ID", "Email"], "Smythe, John", "C-1", "")

    decision = decided_as(row, evidence_of(known=(JOHN,)))

    assert decision.plan is not None
    assert [(each.field, each.after) for each in decision.plan.writes if isinstance(each, Replace)] == [
        ("name.last", "Smythe")
    ]
    assert decided_as(replace(row, whole_name="Smith, John"), evidence_of(known=(JOHN,))).plan.unchanged  # type: ignore[union-attr]
    assert set(ignoring_all(row)) >= {"name.first", "name.last"}


def test_the_columns_of_first_and_last_name_stand_before_the_name_in_one_piece() -> None:
    row = read(["Name", "First name", "Last name", "Lookup ID"], "Lee, Mary Ann", "Mary Ann", "Lee", "C-1")

    assert (row.name, row.whole_name) == (Name(first="Mary Ann", last="Lee"), "")
    assert Incoming.from_json(replace(row, whole_name="Lee").to_json()).whole_name == "Lee"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (MARY_ANN, "Lee, Mary Anne"),
        (MARY_ANN, "Mary Ann Leigh"),
        (MIDDLE, "Smith, John"),
        (replace(JOHN, name=Name(nickname="Jack", last="Smith")), "Jim Smith"),
    ],
)
def test_a_name_whose_parts_cannot_be_told_goes_to_a_person(who: Existing, said: str) -> None:
    decision = decided_as(replace(ROW, whole_name=said), evidence_of(known=(who,)))

    assert (decision.outcome, decision.problems[0].field) == (Outcome.ERROR, "full_name")
    assert decision.cause.startswith("full_name: … is not the name of …;")


@pytest.mark.parametrize("who", [MARY_ANN, MIDDLE, NOBODY, FIRM])
def test_a_name_as_our_lists_show_it_is_clear(who: Existing) -> None:
    written = sort_name(who.name) or who.lookup_id

    assert not is_unclear(replace(ROW, whole_name=written), who)
