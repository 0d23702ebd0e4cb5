"""Names: shown, sorted and greeted, also those that do not look American."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.names import (
    Name,
    called,
    display_name,
    fold,
    formal_name,
    generation,
    informal_name,
    names_two,
    sort_name,
)
from app.constituents.domain.text import written


@pytest.mark.parametrize(
    ("name", "display", "filed", "informal", "formal"),
    [
        (
            Name(title="Dr.", first="Piet", last="van der Berg", suffix="Jr."),
            *("Piet van der Berg Jr.", "van der Berg, Piet Jr.", "Piet", "Dr. van der Berg"),
        ),
        (
            Name(first="William", middle="J.", last="Smith", nickname="Bill"),
            *("William J. Smith", "Smith, William J.", "Bill", "William J. Smith"),
        ),
        (Name(first="Sukarno"), "Sukarno", "Sukarno", "Sukarno", "Sukarno"),
        (Name(last="Teller"), "Teller", "Teller", "Teller", "Teller"),
        (Name(title="Ms.", last="López"), "López", "López", "Ms. López", "Ms. López"),
        (Name(last="Lee", nickname="Kit"), "Kit Lee", "Lee, Kit", "Kit", "Kit Lee"),
        (Name(first="太郎", last="山田"), "山田 太郎", "山田 太郎", "太郎", "山田 太郎"),
        (Name(first="지민", last="김"), "김 지민", "김 지민", "지민", "김 지민"),
        (Name(first="Ольга", last="Иванова"), "Ольга Иванова", "Иванова, Ольга", "Ольга", "Ольга Иванова"),
        (
            Name(organization="The Elm Foundation"),
            *("The Elm Foundation", "Elm Foundation", "The Elm Foundation", "The Elm Foundation"),
        ),
        (Name(organization="A"), "A", "A", "A", "A"),
        (Name(), "", "", "", ""),
    ],
)
def test_a_name_has_a_form_for_every_purpose(
    name: Name, display: str, filed: str, informal: str, formal: str
) -> None:
    assert display_name(name) == display
    assert sort_name(name) == filed
    assert informal_name(name) == informal
    assert formal_name(name) == formal


@pytest.mark.parametrize(
    ("suffix", "known"),
    [
        ("Jr.", "jr"),
        ("junior", "jr"),
        ("Sr", "sr"),
        ("III", "iii"),
        ("3rd", "iii"),
        ("Jr., MD", "jr"),
        ("MD", ""),
        ("", ""),
    ],
)
def test_a_suffix_states_a_generation_or_none(suffix: str, known: str) -> None:
    assert generation(suffix) == known


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José  MUÑOZ", "jose munoz"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Łukasz Øster-Ærø", "lukasz oster aero"),
        ("Straße", "strasse"),
        ("Ann\u200b Lee", "ann lee"),
        ("ＡＮＮ", "ann"),
        ("İzmir", "izmir"),
        ("हिन्दी", "हिनदी"),
        ("???", ""),
        ("…", ""),
    ],
)
def test_folding_leaves_only_what_tells_names_apart(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_written_text_differs_by_accents_but_not_by_case_and_quotes() -> None:
    assert written("O’BRIEN  ") == written("o'brien")
    assert written("José") != written("Jose")


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_and_case_never_counts(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(fold(text).upper()) == fold(text) or not fold(text).isascii()


@given(st.builds(Name, *[st.text(max_size=8)] * 8))
def test_every_name_can_be_shown_and_reads_back(name: Name) -> None:
    assert Name.from_json(name.to_json()) == name
    assert all(isinstance(form(name), str) for form in (display_name, sort_name, informal_name, formal_name))


@pytest.mark.parametrize(
    ("name", "override", "email", "shown"),
    [
        (Name(first="Ann"), "The cellist", "ann@example.org", "The cellist"),
        (Name(first="Ann"), "", "ann@example.org", "Ann"),
        (Name(), "", "ann@example.org", "ann@example.org"),
        (Name(), "", "", "C-7"),
    ],
)
def test_somebody_is_called_by_the_best_that_is_known(
    name: Name, override: str, email: str, shown: str
) -> None:
    assert called(name, override, email=email, lookup_id="C-7") == shown


@pytest.mark.parametrize(
    ("given", "is_couple"),
    [
        ("John & Mary", True),
        ("John and Mary", True),
        ("John/Mary", True),
        ("J + M", True),
        ("Hans UND Grete", True),
        ("Anders", False),
        ("& Mary", False),
        ("John &", False),
        ("Mary Ann", False),
        ("", False),
    ],
)
def test_a_given_name_may_name_two_people(given: str, is_couple: bool) -> None:
    assert names_two(given) is is_couple
