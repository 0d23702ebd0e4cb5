"""The one registry of what can be imported. A column goes to one of these fields or nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.words import N_


class Group(StrEnum):
    """The part of a profile a field belongs to; also the headings of the choice of fields."""

    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    ABOUT = "about"
    IDENTITY = "identity"

    @property
    def label(self) -> str:
        """The heading: "Phone"."""
        return _HEADINGS[self]


_HEADINGS = {
    Group.EMAIL: N_("Email"),
    Group.NAME: N_("Name"),
    Group.PHONE: N_("Phone"),
    Group.ADDRESS: N_("Address"),
    Group.ABOUT: N_("About"),
    Group.IDENTITY: N_("IDs"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can hold.

    `part` says where the value goes inside its group: a name part, a number such as "2" for the second email,
    a type such as "mobile". `longest` is the most characters a value may have. `policy_key` is the name under
    which the update rules know the field, "" where the column identifies the person and no policy applies.
    """

    id: str
    label: str
    group: Group
    part: str
    example: str
    longest: int = 100
    policy_key: str = ""


def _name(id: str, label: str, part: str, example: str, longest: int = 100) -> Field:
    return Field(id, label, Group.NAME, part, example, longest, f"name.{part}" if part else "name")


def _email(id: str, label: str, part: str, example: str) -> Field:
    return Field(
        id, label, Group.EMAIL, part, example, 320, "emails" if part in _NO_TYPE else f"emails.{part}"
    )


def _phone(id: str, label: str, part: str, example: str) -> Field:
    return Field(
        id, label, Group.PHONE, part, example, 60, "phones" if part in _NO_TYPE else f"phones.{part}"
    )


def _address(prefix: str, labels: Iterable[str], policy_key: str) -> tuple[Field, ...]:
    return tuple(
        Field(f"{prefix}_{part}", label, Group.ADDRESS, f"{prefix}.{part}", example, longest, policy_key)
        for (part, example, longest), label in zip(_PARTS, labels, strict=True)
    )


_PARTS = (
    ("line1", "12 Rose Street", 120),
    ("line2", "Apartment 4", 120),
    ("line3", "c/o Lee", 120),
    ("city", "Portland", 100),
    ("region", "OR", 100),
    ("postcode", "97209", 20),
    ("country", "United States", 60),
)
_HOME = (
    N_("Address, line 1"),
    N_("Address, line 2"),
    N_("Address, line 3"),
    N_("Address, city"),
    N_("Address, state or region"),
    N_("Address, postcode"),
    N_("Address, country"),
)
_WORK = (
    N_("Work address, line 1"),
    N_("Work address, line 2"),
    N_("Work address, line 3"),
    N_("Work address, city"),
    N_("Work address, state or region"),
    N_("Work address, postcode"),
    N_("Work address, country"),
)
_NO_TYPE = ("", "type", "2", "2.type", "3")

FIELDS: tuple[Field, ...] = (
    Field("email", N_("Email"), Group.EMAIL, "", "maria@example.org", 320),
    _email("email_type", N_("Email type"), "type", "home"),
    _email("email_home", N_("Home email"), "home", "maria@example.org"),
    _email("email_work", N_("Work email"), "work", "maria@example.com"),
    _email("email_2", N_("Second email"), "2", "maria@example.net"),
    _email("email_2_type", N_("Second email type"), "2.type", "work"),
    _email("email_3", N_("Third email"), "3", "lopez@example.net"),
    _name("title", N_("Title"), "title", "Dr."),
    _name("first_name", N_("First name"), "first", "María"),
    _name("middle_name", N_("Middle name"), "middle", "Luisa"),
    _name("last_name", N_("Last name"), "last", "López"),
    _name("suffix", N_("Suffix"), "suffix", "Jr."),
    _name("nickname", N_("Nickname"), "nickname", "Mari"),
    _name("maiden_name", N_("Maiden name"), "maiden", "García"),
    _name("full_name", N_("Full name (split into parts)"), "", "Dr. María López", 300),
    _name("organization", N_("Organization"), "organization", "Rose City Food Bank", 200),
    Field("kind", N_("Individual or organization"), Group.ABOUT, "kind", "individual"),
    _phone("phone", N_("Phone"), "", "(503) 555-0142"),
    _phone("phone_type", N_("Phone type"), "type", "mobile"),
    _phone("phone_mobile", N_("Mobile phone"), "mobile", "(503) 555-0142"),
    _phone("phone_home", N_("Home phone"), "home", "(503) 555-0143"),
    _phone("phone_work", N_("Work phone"), "work", "(503) 555-0144"),
    _phone("phone_other", N_("Other phone"), "other", "(503) 555-0145"),
    _phone("phone_2", N_("Second phone"), "2", "(503) 555-0146"),
    *_address("address", _HOME, "addresses"),
    Field(
        "address_whole",
        N_("Whole address (split into parts)"),
        Group.ADDRESS,
        "address.whole",
        "12 Rose Street, Portland, OR 97209",
        400,
        "addresses",
    ),
    Field("address_type", N_("Address type"), Group.ADDRESS, "address.type", "home", 100, "addresses"),
    *_address("work", _WORK, "addresses.work"),
    Field("birth_date", N_("Birth date"), Group.ABOUT, "birth", "1971-04-02", 40, "birth"),
    Field("lookup_id", N_("Lookup ID"), Group.IDENTITY, "lookup", "C-1042", 40),
    Field("external_id", N_("External ID"), Group.IDENTITY, "external_id", "0031x00001", 200),
    Field("external_system", N_("External system"), Group.IDENTITY, "external_system", "Mailchimp", 80),
)

_BY_ID = {field.id: field for field in FIELDS}


def find_field(id: str) -> Field | None:
    """The field with this id, or None: an id from a form or a stored mapping may name nothing."""
    return _BY_ID.get(id)


def field_of(id: str) -> Field:
    """The field with an id that is known to be one; KeyError otherwise."""
    return _BY_ID[id]


def fields_in(group: Group) -> tuple[Field, ...]:
    """The fields of a group, in the order in which they are offered."""
    return tuple(field for field in FIELDS if field.group is group)
