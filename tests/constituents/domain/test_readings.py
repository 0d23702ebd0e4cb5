"""What a typed text can mean, and what a typing error was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.readings import as_filed, corrected, read
from app.constituents.domain.typos import halves, near, swapped


@pytest.mark.parametrize(
    ("text", "ways", "lookup"),
    [
        ("smith", {("smith",)}, None),
        ("  SMI  ", {("smi",)}, None),
        ("Lopez Maria", {("lopez", "maria"), ("lopezmaria",)}, None),
        ("o brien", {("o", "brien"), ("obrien",)}, None),
        ("o'brien", {("obrien",), ("o'brien",)}, None),
        ("maria.lo", {("maria", "lo"), ("maria.lo",)}, None),
        ("m_obrien@ex", {("m_obrien@ex",)}, None),
        ("(503) 555-01", {("50355501",)}, None),
        ("+44 (0)20 7946", {("207946",)}, None),
        ("0044 20 7946", {("207946",)}, None),
        ("020 7946", {("0207946",), ("207946",)}, None),
        ("1-503-555-0142", {("1-503-555-0142",), ("15035550142",), ("5035550142",)}, None),
        ("0142", {("0142",)}, 142),
        ("C-1042", {("c-1042",)}, 1042),
        ("c 1042", set(), 1042),
        ("#1042", {("1042",), ("#1042",)}, 1042),
        ("1042", {("1042",)}, 1042),
        ("sf-00123", {("sf", "00123"), ("sf-00123",)}, None),
        ("王小明", {("王小明",)}, None),
        ("الخطيب", {("الخطيب",)}, None),
        ("!?", set(), None),
        ("", set(), None),
    ],
)
def test_the_ways_to_read_a_text(text: str, ways: set[tuple[str, ...]], lookup: int | None) -> None:
    reading = read(text)

    assert (set(reading.ways), reading.lookup) == (ways, lookup)


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    reading = read(text)

    assert len(reading.ways) <= 6
    assert all(0 < len(word) <= 300 and "\x00" not in word for word in reading.beginnings)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("smiht", "smith"), ("smth", "smith"), ("smitth", "smith"), ("smyth", "smith"), ("msith", "smith")),
        *(("jhn", "john"), ("gonzla", "gonzalez"), ("иваонва", "иванова"), ("الخطبي", "الخطيب")),
    ],
)
def test_one_error_is_put_right(typed: str, meant: str) -> None:
    assert near(typed, ["smith", "john", "gonzalez", "иванова", "الخطيب", "berg"]) == [meant]


def test_two_errors_are_not() -> None:
    assert near("smithers", ["smith"]) == []
    assert near("xmitg", ["smith"]) == []


def test_words_that_begin_alike_come_first() -> None:
    assert near("maria", ["daria", "mario", "maris"]) == ["mario", "maris", "daria"]


ALPHABET = "abcdefgh"


@given(st.text(ALPHABET, min_size=4, max_size=10), st.data())
def test_what_one_error_makes_of_a_word_is_reached_by_a_half_or_a_swap(
    word: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(ALPHABET))
    typed = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )

    beginning, end = halves(typed)
    assert word.startswith(beginning) or word.endswith(end) or word in swapped(typed)
    assert near(typed, [word]) == [word]


def test_only_words_that_were_doubted_are_replaced() -> None:
    reading = corrected(read("jon smiht"), {"smiht": ["smith", "smits"]})

    assert reading.ways == (("jon", "smith"), ("jon", "smits"))


def test_a_few_words_begin_a_filed_name_in_any_order() -> None:
    assert as_filed(("maria", "smith")) == ("maria smith", "smith maria")
    assert len(as_filed(("ana", "de", "la"))) == 6
    assert as_filed(("ana", "maria", "de", "souza")) == ("souza ana maria de",)
