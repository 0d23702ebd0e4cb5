"""The small rules of the supporter's pages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.preferences.domain import undo
from app.preferences.domain.choices import Choices, Offer, changed
from app.preferences.domain.colors import BLACK, LEAST, NIGHT, WHITE, accent, contrast, problem
from app.preferences.domain.messages import token_in
from app.preferences.domain.pace import MOST_MISSES, MOST_NETWORKS, MOST_PAGES, WINDOW, Pace
from app.preferences.domain.pausing import months_later

AT = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
SECRET = b"s" * 32
NUMBERS = st.sets(st.integers(min_value=1, max_value=6))
COLORS = st.builds("#{:02x}{:02x}{:02x}".format, *[st.integers(min_value=0, max_value=255)] * 3)


def offers(*got: bool) -> tuple[Offer, ...]:
    return tuple(Offer(number, f"T{number}", "", "", gets) for number, gets in enumerate(got, 1))


@given(st.lists(st.booleans(), max_size=6), NUMBERS, NUMBERS)
def test_a_form_changes_what_it_showed_and_nothing_else(
    got: list[bool], shown: set[int], wanted: set[int]
) -> None:
    topics = offers(*got)

    change = changed(topics, shown=shown, wanted=wanted)
    now_got = {each.id for each in topics if each.gets} | set(change.joined) - set(change.left)
    now_got -= set(change.left)

    asked = {each.id for each in topics} & shown
    assert now_got & asked == wanted & asked
    assert {*change.joined, *change.left} <= asked


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ((True, False, False), "you now get T1 only"),
        ((True, True, False), "you now get T1 and T2 only"),
        ((True, True, True), "you now get T1, T2 and T3"),
        ((False, False), "you get none of these"),
        ((), "you get no email"),
    ],
)
def test_what_she_gets_is_said_in_a_sentence(got: tuple[bool, ...], words: str) -> None:
    assert Choices(offers(*got)).summary() == words


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ((True, False), "you now get T1, and messages about other things"),
        ((True, True), "you now get T1 and T2, and messages about other things"),
        ((False,), "but messages about other things still come; “Stop all email” ends them too"),
        ((), "you get email"),
    ],
)
def test_only_is_not_said_where_messages_about_other_things_come(got: tuple[bool, ...], words: str) -> None:
    assert Choices(offers(*got), others=True).summary().endswith(words)


@pytest.mark.parametrize(
    ("day", "later"),
    [("2026-11-30", "2027-02-28"), ("2027-11-30", "2028-02-29"), ("2026-12-01", "2027-03-01")],
)
def test_three_months_end_on_the_same_day_or_the_last(day: str, later: str) -> None:
    assert months_later(datetime.fromisoformat(day), 3) == datetime.fromisoformat(later)


@given(COLORS)
def test_a_color_that_may_be_chosen_can_be_read_by_day_and_by_night(color: str) -> None:
    if not problem(color):
        found = accent(color)
        assert contrast(found.day, WHITE) >= LEAST
        assert contrast(found.night, BLACK) >= LEAST
        assert contrast(found.night, NIGHT) >= LEAST


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert problem("#777777").startswith("White words")


@given(st.lists(st.integers(min_value=1, max_value=2**63 - 1), min_size=1, max_size=8))
def test_a_note_names_its_lines_for_an_hour_to_one_person(lines: list[int]) -> None:
    text = undo.note(lines, workspace=11, person=7, secret=SECRET, at=AT)

    def read(**other: object) -> tuple[int, ...] | None:
        asked = {"workspace": 11, "person": 7, "secret": SECRET, "at": AT + undo.LASTS, **other}
        return undo.read(text, **asked)  # type: ignore[arg-type]

    assert read() == tuple(lines)
    assert read(person=8) is read(workspace=12) is read(secret=b"other") is None
    assert read(at=AT + undo.LASTS + timedelta(seconds=1)) is None


@given(st.text(max_size=80))
def test_what_is_no_note_names_nothing(text: str) -> None:
    assert undo.read(text, workspace=11, person=7, secret=SECRET, at=AT) is None


def test_a_network_may_turn_many_pages_and_miss_a_few() -> None:
    pace = Pace()

    assert not any(pace.is_too_fast("a", AT) for _ in range(MOST_PAGES))
    assert pace.is_too_fast("a", AT)
    assert not pace.is_too_fast("a", AT + WINDOW)
    for _ in range(MOST_MISSES):
        pace.missed("b", AT)
    assert pace.is_too_fast("b", AT)
    assert not pace.is_too_fast("c", AT)


def test_many_networks_do_not_fill_the_memory() -> None:
    pace = Pace()

    for number in range(MOST_NETWORKS + 5):
        pace.is_too_fast(str(number), AT)

    assert len(pace._began) <= MOST_NETWORKS


@given(st.text(max_size=300))
def test_any_message_can_be_read(text: str) -> None:
    assert token_in(text) == ""
