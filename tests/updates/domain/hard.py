"""Hard records, rows, rules and choices for property tests: few parts, so that they meet in every way."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any, TypeVar

from hypothesis import strategies as st

from app.constituents.domain.record import (
    Address,
    Band,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
)
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.rules import (
    BirthRule,
    DifferentRule,
    FamiliarRule,
    NameRule,
    PrimaryRule,
    SameTypeRule,
    SimilarRule,
    UpdateRules,
)
from tests.constituents.domain.strategies import numbered, tidy
from tests.updates.domain.people import HOME, OTHER, WORK

T = TypeVar("T")
R = TypeVar("R", Existing, Incoming)
CHANNELS = ("emails", "phones", "addresses")
_LINES = (
    *(("12 Elm St",), ("12 Elm Street",), ("12 Elm Steet",), ("Elm St",), ("12 Elm St Apt 3",)),
    *(("12 Elm St", "#4"), ("Apt 3",), ("PO Box 12",), ("14 Oak Rd",), ()),
)
_TOWNS = (("Portland", "97201", "US"), ("Portland", "", ""), ("Salem", "97301", "US"), ("", "", "CA"))
_STANDINGS = tuple(product((HOME, HOME, WORK, OTHER), (True, False), (True, True, False)))
EMAILS = tuple(
    Email(text, *standing)
    for text, standing in product(("ann@example.org", "ANN@example.org", "b@example.com", ""), _STANDINGS)
)
PHONES = tuple(
    Phone(number, e164, *standing)
    for (number, e164), standing in product((("1", "+1"), ("01", "+1"), ("2", "+2"), ("3", "")), _STANDINGS)
)
ADDRESSES = tuple(
    Address(lines, town, "", postcode, country, *standing)
    for lines, (town, postcode, country), standing in product(_LINES, _TOWNS, _STANDINGS)
)
_FIRST = (
    "",
    "Benjamin",
    "Ben",
    "John",
    "Costa",
    "J.",
    "John & Mary",
    "Mary Ann",
    "Юлия",
    "Yuliya",
    "José",
    "Jose",
)
_MIDDLE = ("", "", "Ann", "A.", "Robert", "Bob")
_LAST = ("", "Costa", "COSTA", "John", "Müller", "Mueller", "Lee", "Miller Lee")
_BESIDE = ("", "", "Ben", "Bob", "Dr.", "Jr.", "Sr")
_BIRTHS = (None, "1971", "1972", "--02-29", "--04-02", "1971-04-02", "1972-02-29")
_IDS = tuple(ExternalId(system, value) for system, value in product(("crm", "mailchimp"), "12"))
_FORMER = tuple(FormerName(*told) for told in product(("John Costa", "Ben Lee", "Elm Fund"), (True, False)))


def one(values: Sequence[T]) -> st.SearchStrategy[T]:
    return st.sampled_from(values)


def few(values: Sequence[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(one(values), max_size=most).map(tuple)


def _unmailed(record: R, which: int) -> R:
    addresses = tuple(
        replace(each, do_not_mail=True, do_not_mail_reason="asked by phone") if which >> at & 1 else each
        for at, each in enumerate(record.addresses)
    )
    return replace(record, addresses=addresses)


names = st.builds(
    Name,
    title=one(_BESIDE),
    first=one(_FIRST),
    middle=one(_MIDDLE),
    last=one(_LAST),
    suffix=one(_BESIDE),
    nickname=one(_BESIDE),
    maiden=one(_LAST),
    organization=one(("", "Elm Fund", "ELM fund", "Elm Trust")),
)
_births = one(_BIRTHS).map(lambda told: None if told is None else PartialDate.from_iso(told))
_facts: dict[str, Any] = {
    "kind": one((Kind.INDIVIDUAL, Kind.INDIVIDUAL, Kind.ORGANIZATION)),
    "name": names,
    "emails": few(EMAILS),
    "phones": few(PHONES, 2),
    "addresses": few(ADDRESSES),
    "birth": _births,
    "external_ids": few(_IDS, 2),
    "lookup_id": one(("", "C-1")),
}
incoming = st.builds(Incoming, **_facts)
existing = st.builds(
    Existing,
    **_facts,
    id=st.just(9),
    version=st.just(3),
    former_names=few(_FORMER, 2),
    deceased=st.booleans(),
    active=st.booleans(),
    display_override=one(("", "The cellist")),
    died=_births,
    inactive_reason=one(("", "moved away")),
    source=one(("", "a letter")),
).map(lambda record: numbered(tidy(record)))
incoming_unmailed = st.tuples(incoming, st.integers(0, 7)).map(lambda told: _unmailed(*told))
existing_unmailed = st.tuples(existing, st.integers(0, 7)).map(lambda told: _unmailed(*told))
"""Records to some of whose addresses nothing may be mailed."""
rules = st.builds(
    UpdateRules,
    name=one(tuple(NameRule)),
    keep_former_name=st.booleans(),
    familiar_name=one(tuple(FamiliarRule)),
    similar_address=one(tuple(SimilarRule)),
    different_address=one(tuple(DifferentRule)),
    phone=one(tuple(DifferentRule)),
    email=one(tuple(DifferentRule)),
    same_type=one(tuple(SameTypeRule)),
    primary=one(tuple(PrimaryRule)),
    birth=one(tuple(BirthRule)),
)
policies = st.dictionaries(
    one(("name", "name.first", "emails", "emails.work", "phones", "addresses.home", "birth")),
    one(tuple(Policy)),
    max_size=3,
)
circumstances = st.fixed_dictionaries(
    {"band": one(tuple(Band)), "entry": one(tuple(EntryKind)), "policies": policies}
)
_ENTRIES = one((EntryKind.ADD_FORM, EntryKind.IMPORTED_BATCH))
ASKED = st.fixed_dictionaries({"band": one(tuple(Band)), "entry": _ENTRIES, "policies": policies})
"""Circumstances in which the rules are asked, whatever the row says."""
_FIELDS = (
    *(f"name.{part}" for part in ("first", "middle", "last", "nickname", "organization")),
    *("name", "birth", "kind", "former_names", "external_ids", *CHANNELS),
    *("emails:ann@example.org", "emails:b@example.com", "phones:+1", "phones:+2"),
)
choices = st.dictionaries(one(_FIELDS), one(tuple(Choice)), max_size=6)
