"""By which words a record is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.phones import PhoneNumber, parse_phone
from app.constituents.domain.record import Email, Existing, ExternalId, Kind, Name, Phone, PointType
from app.constituents.domain.words import BREAK, begins, filed, found_by, learned, shelves, spoken, words


def person(**parts: str) -> Existing:
    return Existing(Kind.INDIVIDUAL, Name(**parts))


def phone(text: str) -> Phone:
    parsed = parse_phone(text)
    e164 = parsed.e164 if isinstance(parsed, PhoneNumber) else ""
    return Phone(text, e164, PointType.MOBILE)


@pytest.mark.parametrize(
    ("name", "filed_as", "other"),
    [
        (Name(first="Maria", last="Lopez"), "lopez maria", {"maria"}),
        (Name(first="Piet", last="van der Berg"), "van der berg piet", {"der", "berg", "vanderberg", "piet"}),
        (Name(first="Ana", last="García-López"), "garcia lopez ana", {"ana", "lopez", "garcialopez"}),
        (Name(first="Marc", last="O'Brien"), "obrien marc", {"marc"}),
        (Name(first="Sukarno"), "sukarno", set()),
        (Name(last="Okonkwo"), "okonkwo", set()),
        (Name(first="Mary Ann", last="Lee"), "lee mary ann", {"mary", "ann", "maryann"}),
        (Name(first="عائشة", last="الخطيب"), "الخطيب عايشة", {"عايشة", "خطيب"}),
        (Name(first="小明", last="王"), "王 小明", {"王小明", "小明", "明"}),
        (Name(last="王小明"), "王小明", {"小明", "明"}),
        (Name(organization="北京大学"), "北京大学", {"京大学", "大学", "学"}),
        (Name(first="Анна", last="Иванова"), "иванова анна", {"анна"}),
        (Name(organization="The Larch Kitchen"), "larch kitchen", {"the", "kitchen"}),
        (Name(title="Dr.", first="Zoë", last="Ng", suffix="Jr."), "ng zoe jr", {"dr", "zoe", "jr"}),
        (
            Name(first="Robert", nickname="Bob", last="Ash", maiden="Elm"),
            "ash robert",
            {"robert", "bob", "elm"},
        ),
    ],
)
def test_names_of_every_kind(name: Name, filed_as: str, other: set[str]) -> None:
    record = Existing(Kind.INDIVIDUAL, name)

    kept = {word for word in other if not any(longer != word and longer.startswith(word) for longer in other)}
    assert (filed(record), spoken(record)) == (filed_as, kept)


def test_a_korean_given_name_finds_the_person_alone() -> None:
    record = person(first="민준", last="김")

    (given_name,) = {word for word in spoken(person(first="민준", last="이")) if word in spoken(record)} - {
        word for word in spoken(person(first="준", last="김"))
    }
    assert begins(given_name) in found_by(record)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Maria.Lopez@example.org", {"maria.lopez@example.org", "lopez", "example.org"}),
        ("m_o+news@mail.example.co.uk", {"m_o+news@mail.example.co.uk", "o", "news"}),
        ("ann@example.org", {"ann@example.org", "example.org"}),
    ],
)
def test_an_email_is_found_from_the_start_of_any_piece(address: str, found: set[str]) -> None:
    record = Existing(Kind.INDIVIDUAL, Name(), emails=(Email(address, PointType.HOME),))

    assert found <= spoken(record)
    assert begins(address.lower()) in found_by(record)


def test_every_host_of_a_domain_is_a_beginning() -> None:
    record = Existing(Kind.INDIVIDUAL, Name(), emails=(Email("a@mail.example.co.uk", PointType.HOME),))

    assert {"mail.example.co.uk", "example.co.uk", "co.uk"} <= spoken(record)
    assert "uk" not in spoken(record)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("(503) 555-0142", {"5035550142", "5550142", "0142"}),
        ("+1 503 555 0142 ext. 7", {"5035550142", "5550142", "0142"}),
        ("+44 20 7946 0123", {"2079460123", "79460123", "9460123", "0123"}),
        ("555-0142", {"5550142", "0142"}),
    ],
)
def test_a_phone_is_found_as_people_say_it(typed: str, found: set[str]) -> None:
    assert spoken(Existing(Kind.INDIVIDUAL, Name(), phones=(phone(typed),))) == found


def test_an_external_id_is_found_with_and_without_its_letters() -> None:
    record = Existing(Kind.INDIVIDUAL, Name(), external_ids=(ExternalId("CRM", "SF-00123"),))

    assert spoken(record) == {"sf-00123", "00123"}


def test_only_words_of_names_are_learned_and_only_those_long_enough() -> None:
    record = Existing(
        Kind.INDIVIDUAL,
        Name(first="Bo", last="Lopez", nickname="王小明子"),
        emails=(Email("secret@example.org", PointType.HOME),),
    )

    assert learned(record) == {"lopez"}


texts = st.text(max_size=12)


@given(first=texts, last=texts, organization=texts)
def test_no_word_begins_another_or_holds_a_break(first: str, last: str, organization: str) -> None:
    record = person(first=first, last=last, organization=organization)
    kept = spoken(record)

    assert not any(one != other and other.startswith(one) for one in kept for other in kept)
    assert not any(filed(record).startswith(word) or BREAK in word or not word for word in kept)


@given(first=texts, last=texts, other=texts, length=st.integers(1, 12))
def test_a_shelf_holds_what_is_not_found_by_the_filed_name_already(
    first: str, last: str, other: str, length: int
) -> None:
    record = person(first=first, last=last, maiden=other)

    for word in spoken(record):
        beginning = word[:length]
        is_on_a_shelf = any(kept.startswith(one) for one in shelves(beginning) for kept in words(record))
        assert is_on_a_shelf or filed(record).startswith(beginning)


def test_many_who_are_filed_under_a_name_and_have_it_in_their_email_are_met_once() -> None:
    email = Email("smith42@larch.org", PointType.HOME)
    record = Existing(Kind.INDIVIDUAL, Name(first="Al", last="Smith"), emails=(email,))

    kept = words(record)

    assert "5smith42@larch.org" in kept
    assert not any(word.startswith(one) for one in shelves("smith") for word in kept)
    assert any(word.startswith(one) for one in shelves("smith4") for word in kept)
