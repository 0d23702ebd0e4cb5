"""What holds a pair back, case by case: exactly these reasons and no other."""

from typing import Any

import pytest

from app.constituents.domain.record import Kind
from app.matching.domain.guards import HELD_AT, Guard
from app.matching.domain.population import Population
from tests.matching.domain.persons import BIRTHS, HOUSES, PHONES, Person, counted, judged, verdict

NAME = Person(first="Rosalind", last="Achebe")
MAIL, HOUSE, PHONE = ("rosalind@example.org",), (HOUSES[0],), (PHONES[2],)
HERS = NAME.but(emails=MAIL, phones=PHONE, houses=HOUSE, birth=BIRTHS[0])
FUND = Person(organization="Alder Creek Fund", emails=MAIL, kind=Kind.ORGANIZATION)


@pytest.mark.parametrize(
    "told",
    [
        {"emails": MAIL},
        {"phones": PHONE},
        {"houses": HOUSE},
        {"birth": BIRTHS[0]},
        {"emails": MAIL, "title": "Ms."},
        {"emails": MAIL, "suffix": "Jr."},
        {"birth": BIRTHS[0], "suffix": "Jr."},
        {"emails": MAIL, "houses": HOUSE, "suffix": "Sr."},
        {"emails": MAIL, "first": "R."},
        {"emails": MAIL, "birth": "1971"},
    ],
)
def test_one_identifier_that_agrees_frees_the_pair(told: dict[str, Any]) -> None:
    assert verdict(NAME.but(**told), HERS)[1] == set()


@pytest.mark.parametrize(
    ("one", "other", "guards"),
    [
        (HERS, FUND, {Guard.KIND}),
        (HERS.but(first=""), HERS, {Guard.SURNAME_ONLY}),
        (HERS.but(first="Kwame"), HERS, {Guard.FIRST_DIFFERS}),
        (HERS.but(last="Osei"), HERS, {Guard.LAST_DIFFERS}),
        (HERS.but(last="Osei", first="Kwame"), HERS, {Guard.LAST_DIFFERS, Guard.FIRST_DIFFERS}),
        (HERS.but(suffix="Jr."), HERS.but(suffix="Sr."), {Guard.GENERATION}),
        (NAME.but(houses=HOUSE, suffix="Jr."), HERS, {Guard.GENERATION}),
        (NAME.but(phones=PHONE, suffix="Jr."), HERS, {Guard.GENERATION}),
        (HERS.but(first="Rosalind & Obi"), HERS, {Guard.COUPLE}),
        (HERS.but(title="Mr."), HERS.but(title="Mrs."), {Guard.TITLE}),
        (HERS.but(birth="1999-12-31"), HERS, {Guard.BIRTH_DIFFERS}),
        (NAME.but(emails=MAIL, ended=frozenset({"emails"})), HERS, {Guard.ENDED}),
        (NAME.but(phones=PHONE, ended=frozenset({"phones"})), HERS, {Guard.ENDED}),
        (NAME.but(houses=HOUSE, ended=frozenset({"houses"})), HERS, {Guard.ENDED}),
        (NAME, HERS, {Guard.NAME_ONLY}),
        (NAME, NAME, {Guard.NAME_ONLY}),
        (
            NAME.but(emails=("rosa@example.net",), birth="--12-09"),
            HERS,
            {Guard.NAME_ONLY, Guard.BIRTH_DIFFERS},
        ),
        (FUND.but(organization="Nehalem Bay Trust"), FUND, {Guard.LAST_DIFFERS}),
        (FUND, FUND, set()),
        (FUND.but(emails=()), FUND, {Guard.NAME_ONLY}),
        (HERS.but(suffix="Jr."), HERS.but(suffix="II"), {Guard.GENERATION}),
        (HERS.but(organization="Tidewater Clinic"), HERS.but(organization="Riverbend Bakery"), set()),
        (
            HERS.but(last="Osei", organization="Tidewater Clinic"),
            HERS.but(organization="Riverbend Bakery"),
            {Guard.LAST_DIFFERS},
        ),
        (NAME.but(phones=("+15035550143",)), HERS, {Guard.NAME_ONLY}),
        (
            HERS.but(emails=("rosa@example.net",), phones=(), birth="", suffix="Jr."),
            HERS.but(suffix="Sr."),
            {Guard.GENERATION},
        ),
    ],
)
def test_a_pair_is_held_for_exactly_these_reasons(one: Person, other: Person, guards: set[Guard]) -> None:
    assert verdict(one, other)[1] == guards
    assert verdict(other, one)[1] == guards


def _held_by(n: int, size: int = 20_000) -> Population:
    """A workspace in which so many have her email, her phone and her birth date."""
    return Population(size, counted(HERS, n))


@pytest.mark.parametrize("first", ["R.", "Rosalnid"])
def test_an_initial_or_a_slip_is_sure_only_at_an_email_of_her_own(first: str) -> None:
    unsure = NAME.but(first=first, emails=MAIL)

    assert verdict(unsure, HERS, _held_by(1))[1] == set()
    assert verdict(unsure, HERS, _held_by(2))[1] == {Guard.FIRST_UNSURE}


@pytest.mark.parametrize(
    ("first", "email", "guards"),
    [
        ("Rosalind", "rosalind.a@example.org", set()),
        ("Obi", "obi.achebe@example.org", set()),
        ("Bo", "bo.achebe@example.org", {Guard.FIRST_UNSURE}),
        ("Rosalind", "achebe.family@example.org", {Guard.FIRST_UNSURE}),
    ],
)
def test_an_email_is_her_own_where_its_mailbox_has_her_name(
    first: str, email: str, guards: set[Guard]
) -> None:
    known = Person(first=first, last="Achebe", emails=(email,))

    assert verdict(known.but(first=first[0]), known)[1] == guards
    assert verdict(known, known.but(first=first[0]))[1] == guards


@pytest.mark.parametrize("told", [{"houses": HOUSE}, {"phones": PHONE}, {"phones": PHONE, "houses": HOUSE}])
@pytest.mark.parametrize("first", ["R.", "Rosalnid"])
def test_an_initial_or_a_slip_is_never_sure_by_what_families_share(first: str, told: dict[str, Any]) -> None:
    assert verdict(NAME.but(first=first, **told), HERS, _held_by(1))[1] == {Guard.FIRST_UNSURE}


def test_a_birth_date_excuses_a_slip_and_no_initial() -> None:
    born = NAME.but(birth=BIRTHS[0])

    assert verdict(born.but(first="Rosalnid"), HERS, _held_by(1))[1] == set()
    assert verdict(born.but(first="Rosalnid"), HERS, _held_by(200))[1] >= {Guard.FIRST_UNSURE}
    assert verdict(born.but(first="R."), HERS, _held_by(1))[1] == {Guard.FIRST_UNSURE}


def test_a_birth_date_that_many_hold_frees_no_pair() -> None:
    born = NAME.but(birth=BIRTHS[0])

    assert verdict(born, HERS, _held_by(4))[1] == set()
    assert verdict(born, HERS, _held_by(200))[1] == {Guard.NAME_ONLY}


@pytest.mark.parametrize("guard", Guard)
def test_every_guard_gives_its_reason_as_a_sentence(guard: Guard) -> None:
    assert guard.words.endswith(".")


def test_what_is_held_is_cut_and_what_is_lower_stays() -> None:
    freed = judged([(HERS, HERS), (HERS.but(title="Mr."), HERS.but(title="Mrs.")), (NAME, FUND)])

    assert freed.likely[0] == 1000
    assert freed.scores[0] == 100.0
    assert freed.likely[1] > HELD_AT
    assert freed.scores[1] == HELD_AT / 10 == 94.0
    assert freed.scores[2] == freed.likely[2] / 10
    assert freed.held.tolist() == [False, True, True]


def test_what_has_ended_says_nothing_beside_what_is_active() -> None:
    once = HERS.but(phones=(), birth="", ended=frozenset({"emails"}))
    without = once.but(emails=())

    assert verdict(HERS, once) == verdict(HERS, without)


def test_nothing_but_a_person_is_nameless() -> None:
    assert Guard.SURNAME_ONLY not in verdict(FUND, FUND)[1]
    assert Guard.SURNAME_ONLY in verdict(Person(last="Achebe"), Person(last="Achebe"))[1]
