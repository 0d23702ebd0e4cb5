"""What holds for any two records, whoever they are."""

import unicodedata
from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.record import Kind
from app.matching.domain.explaining import matches
from app.matching.domain.guards import HELD_AT
from app.matching.domain.judging import judge
from app.matching.domain.population import Counted, Population
from app.matching.domain.result import Match
from app.matching.domain.standard import standardize
from tests.matching.domain.persons import (
    EMAILS,
    HOUSES,
    PEOPLE,
    Person,
    constituents,
    counted,
    judged,
    pairs,
    pairs_of_people,
    score,
    verdict,
)

NAMES = ("first", "middle", "last", "nickname", "maiden")
anything = st.text(max_size=20)


@given(pairs)
def test_it_does_not_matter_which_record_came_in(pair: tuple[Person, Person]) -> None:
    one, other = pair
    assert verdict(one, other) == verdict(other, one)


@given(constituents, st.sampled_from(EMAILS), st.sampled_from(HOUSES))
def test_nobody_is_likelier_than_oneself(one: Person, email: str, house: tuple[str, str, str]) -> None:
    somebody = one.but(first="Zoe", emails=(email,), houses=(house,), ended=frozenset())

    itself, other = judged([(one, one), (one, somebody)]).scores

    assert itself >= other


def _capitals(text: str) -> str:
    return text.upper()


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return text if not apart.isascii() and not _is_latin(apart) else "".join(filter(_is_plain, apart))


def _is_plain(letter: str) -> bool:
    return not unicodedata.combining(letter)


def _is_latin(text: str) -> bool:
    return all(letter.isascii() or unicodedata.combining(letter) for letter in text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spaced(text: str) -> str:
    return f"  {text.replace(' ', '   ')}\u00a0"


def _punctuated(text: str) -> str:
    return text.replace("'", "’").replace("-", " - ").replace(".", "") + ("," if len(text) > 2 else "")


DISGUISES = [_capitals, _without_accents, _decomposed, _spaced, _punctuated]


@pytest.mark.parametrize("disguise", DISGUISES)
@given(pair=pairs_of_people)
def test_how_a_name_is_written_does_not_count(
    disguise: Callable[[str], str], pair: tuple[Person, Person]
) -> None:
    one, other = pair
    disguised = one.but(**{part: disguise(getattr(one, part)) for part in NAMES})

    assert verdict(disguised, other) == verdict(one, other)


@given(pairs)
def test_the_order_and_the_case_of_points_do_not_count(pair: tuple[Person, Person]) -> None:
    one, other = pair
    turned = one.but(
        emails=tuple(email.upper() for email in one.emails[::-1]),
        phones=one.phones[::-1],
        houses=tuple((line.upper(), city.upper(), code) for line, city, code in one.houses[::-1]),
    )

    assert verdict(turned, other) == verdict(one, other)


@settings(max_examples=40)
@given(st.lists(constituents, min_size=1, max_size=4), st.lists(constituents, min_size=1, max_size=4))
def test_a_pair_is_judged_among_others_as_it_is_alone(new: list[Person], old: list[Person]) -> None:
    incoming, existing = ([standardize(each.record) for each in side] for side in (new, old))
    mine, theirs = (each.ravel() for each in np.indices((len(new), len(old))))

    together = judge(incoming, existing, (mine, theirs), PEOPLE)

    backwards = judge(incoming, existing, (mine[::-1].copy(), theirs[::-1].copy()), PEOPLE)
    alone = [verdict(one, other) for one in new for other in old]
    assert [points for points, _ in alone] == together.scores.tolist() == backwards.scores[::-1].tolist()
    assert [guards for _, guards in alone] == [
        frozenset(guard for guard, mask in together.guards.items() if mask[at]) for at in range(len(alone))
    ]


@given(pairs_of_people, st.sampled_from(["emails", "phones", "houses", "birth", "middle", "title", "suffix"]))
def test_a_field_more_that_agrees_never_lowers_the_score(pair: tuple[Person, Person], part: str) -> None:
    one, other = pair
    known, active = one.but(ended=frozenset()), other.but(ended=frozenset())

    without = score(known.but(**{part: getattr(Person(), part)}), active)
    agreeing = score(known.but(**{part: getattr(active, part)}), active)

    assert agreeing >= without


@given(pairs_of_people, st.sampled_from(["phones", "houses", "birth", "title"]))
def test_what_one_of_the_two_does_not_know_says_nothing(pair: tuple[Person, Person], part: str) -> None:
    one, other = pair
    blank = getattr(Person(), part)
    unknown = other.but(**{part: blank})

    assert verdict(one, unknown) == verdict(one.but(**{part: blank}), unknown)


@given(pairs_of_people, st.sampled_from(list(Counted)), st.integers(2, 2000))
def test_what_more_people_hold_never_tells_more(pair: tuple[Person, Person], kind: Counted, n: int) -> None:
    one, other = pair
    held = {value: max(n, PEOPLE.count(kind, value)) for value in _held(one, kind)}
    crowded = Population(PEOPLE.size, {**PEOPLE.counts, kind: {**PEOPLE.counts.get(kind, {}), **held}})

    assert score(one, other, crowded) <= score(one, other)


def _held(one: Person, kind: Counted) -> list[str]:
    known = standardize(one.record)
    told = {Counted.FIRST: [known.first], Counted.LAST: known.last.split()}
    return [value for value in told.get(kind, counted(one, 1).get(kind, [])) if value]


@given(pairs_of_people)
def test_others_on_record_who_hold_none_of_it_do_not_count(pair: tuple[Person, Person]) -> None:
    one, other = pair
    more = {kind: {**PEOPLE.counts.get(kind, {}), "zzz": 9000} for kind in Counted}

    assert verdict(one, other, Population(PEOPLE.size, more)) == verdict(one, other)


@given(pairs)
def test_a_score_is_in_tenths_and_what_is_held_stays_below_the_automatic_band(
    pair: tuple[Person, Person],
) -> None:
    one, other = pair
    points, guards = verdict(one, other)

    assert 0 <= points <= 100
    assert round(points, 1) == points
    assert not guards or points <= HELD_AT / 10


@given(st.lists(pairs, min_size=1, max_size=4))
def test_the_parts_of_an_explanation_add_up_to_the_score(told: list[tuple[Person, Person]]) -> None:
    found = judged(told)

    explained = matches(found, np.arange(len(told)), list(range(len(told))))

    assert [each.score for each in explained] == found.scores.tolist()
    for each in explained:
        assert round(sum(part.points for part in each.contributions), 1) == each.score
        assert all(part.words and round(part.points, 1) == part.points for part in each.contributions)
        assert Match.from_json(each.to_json()) == each


anybody = st.builds(
    Person,
    **{part.name: anything for part in fields(Person) if part.type is str and part.name != "birth"},
    emails=st.lists(anything, max_size=2).map(tuple),
    phones=st.lists(anything, max_size=2).map(tuple),
    houses=st.lists(st.tuples(anything, anything, anything), max_size=2).map(tuple),
    kind=st.sampled_from(Kind),
)


@given(anybody, anybody, st.integers(0, 3))
def test_any_text_can_be_judged(one: Person, other: Person, size: int) -> None:
    found = judged([(one, other), (other, one), (one, one)], Population(size))

    assert found.scores[0] == found.scores[1]
    assert all(0 <= points <= 100 for points in found.scores)


def test_no_pairs_are_judged_to_no_scores() -> None:
    assert judged([]).scores.tolist() == []
