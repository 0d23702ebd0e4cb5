"""Contact points and birth dates as they are compared."""

import pytest

from app.constituents.domain.record import Email, Incoming, Kind, Name, Phone
from app.matching.domain.identity import WITHIN
from app.matching.domain.standard import standardize
from app.matching.domain.standard.points import corrected
from tests.matching.domain.standardized import HOME, organization, person


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Ann.Lee@Example.ORG", "ann.lee@example.org"),
        ("ann+gala@example.org", "ann@example.org"),
        ("a.n.n+x@gmail.com", "ann@gmail.com"),
        ("Ann@googlemail.com", "ann@gmail.com"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ＡＮＮ@example.org", "ann@example.org"),
        ("none@none.com", ""),
        ("no-email@example.org", ""),
        ("noemail@noemail.com", ""),
        ("na@na.com", ""),
        ("test@test.com", ""),
        ("test@example.org", "test@example.org"),
        ("info@example.org", "info@example.org"),
    ],
)
def test_an_email_is_its_inbox_and_one_that_stands_for_none_is_unknown(typed: str, canonical: str) -> None:
    assert person(emails=(typed,)).emails == canonical


@pytest.mark.parametrize(
    ("email", "meant"),
    [
        ("ann@gmial.com", "ann@gmail.com"),
        ("ann@gmail.con", "ann@gmail.com"),
        ("ann@yaho.com", "ann@yahoo.com"),
        ("ann@ocmcast.net", "ann@comcast.net"),
        ("ann@example.org", "ann@example.org"),
        ("ann@mail.com", "ann@mail.com"),
    ],
)
def test_a_slip_in_a_usual_domain_is_corrected_for_finding(email: str, meant: str) -> None:
    assert corrected(email) == meant


@pytest.mark.parametrize(
    ("number", "e164", "digits"),
    [
        ("(503) 555-0142", "+15035550142", "15035550142"),
        ("(503) 555-0142 x12", "+15035550142", "15035550142"),
        ("503.555.0142", "", "15035550142"),
        ("503 555 0142 ext. 7", "", "15035550142"),
        ("555-0142", "", "5550142"),
        ("0044 20 7946 0123", "", "442079460123"),
        ("٥٠٣٥٥٥٠١٤٢", "", "15035550142"),
        ("000-000-0000", "", ""),
        ("(999) 999-9999", "+19999999999", ""),
        ("1234567890", "", ""),
        ("212 555 1212", "", ""),
        ("911", "", ""),
    ],
)
def test_a_phone_is_its_digits_and_one_nobody_answers_is_unknown(number: str, e164: str, digits: str) -> None:
    record = Incoming(Kind.INDIVIDUAL, Name(), phones=(Phone(number, e164, HOME),))

    assert standardize(record).phones == digits


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (
            ("12 N. Elm Street Apt 3", "St. Louis", "Missouri", "63101-1234"),
            "12 elm|n st|3|st louis mo 63101",
        ),
        (("12 Elm St", "Saint Louis", "MO", "63101"), "12 elm|st||st louis mo 63101"),
        (("P.O. Box 9", "Fort Wayne", "in", "46801"), "box 9 |||ft wayne in 46801"),
        (("12 Elm St", "Boston", "MA", "2134", ""), "12 elm|st||boston ma 02134"),
        (("12 Elm St", "Perth", "wa", "6000", ""), "12 elm|st||perth wa 6000"),
        (("Hauptstraße 5", "Köln", "", "50667", "DE"), "5 hauptstr|||koln  50667"),
        (("Flat 2, 12 High St", "London", "", "sw1a 1aa", "GB"), "12 high|st|2|london  sw1a1aa"),
        (("ул. Ленина 5", "Москва", "", "101000", "RU"), "5 ul lenina|||moskva  101000"),
        (("12 Elm St", "unknown", "", ""), "12 elm|st||  "),
    ],
)
def test_a_place_is_taken_apart(typed: tuple[str, ...], known: str) -> None:
    number, street, qualifiers, unit, city, region, postcode = person(places=(typed,)).places.split(WITHIN)

    assert f"{number} {street}|{qualifiers}|{unit}|{city} {region} {postcode}" == known


@pytest.mark.parametrize(
    ("iso", "known"),
    [
        ("1971-04-02", "1971-04-02"),
        ("1971", "1971"),
        ("--04-02", "--04-02"),
        ("1900-01-01", ""),
        ("1899-12-30", ""),
        ("1911-01-01", "1911-01-01"),
    ],
)
def test_a_birth_date_is_as_known_and_the_first_day_of_a_calendar_is_not(iso: str, known: str) -> None:
    assert person(birth=iso).birth == known


def test_values_stand_once_in_their_order() -> None:
    known = person(emails=("b@example.org", "A@example.org", "B+x@example.org"))

    assert known.emails == "b@example.org\x1ea@example.org"


def test_what_is_inactive_is_kept_apart_unless_it_is_active_too() -> None:
    emails = (
        Email("ann@example.org", HOME, active=False),
        Email("b@example.org", HOME),
        Email("B@example.org", HOME, active=False),
    )

    known = standardize(Incoming(Kind.INDIVIDUAL, Name(), emails))

    assert (known.emails, known.ended_emails) == ("b@example.org", "ann@example.org")


@pytest.mark.parametrize(
    ("typed", "telling"),
    [
        ("The Elm Fdn, Inc.", "elm foundation"),
        ("Elm Foundation", "elm foundation"),
        ("ELM FUND LLC", "elm foundation"),
        ("St. Mary's Catholic Ch.", "saint marys catholic church"),
        ("University of Oregon", "university oregon"),
        ("Univ. of Oregon Dept of Educ", "university oregon department education"),
        ("Boys & Girls Club", "boys girls club"),
        ("Boys and Girls Club", "boys girls club"),
        ("Smith & Co.", "smith"),
        ("Y.M.C.A.", "ymca"),
        ("Müller GmbH", "muller"),
        ("Lane Co. Elem. Sch.", "lane county elementary school"),
        ("The And", "the and"),
        ("n/a", ""),
    ],
)
def test_an_organization_is_its_telling_words(typed: str, telling: str) -> None:
    assert organization(typed).organization == telling
