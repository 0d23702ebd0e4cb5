"""What each line offers: only what makes a difference, in plain words, with the one in force chosen."""

from typing import Any

import pytest

from app.constituents.domain.record import Existing, ExternalId, Incoming, Kind, Name, PartialDate
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.rules import FamiliarRule, NameRule, PrimaryRule, SameTypeRule, UpdateRules
from tests.resolution.domain.sheets import OPEN, RULES, chosen, labels, line, shown
from tests.updates.domain.people import DEFAULTS, TODAY, WORK, address, arriving, email, on_record

BENJAMIN, BEN, BOB = (Name(first=first, last="Miller") for first in ("Benjamin", "Ben", "Bob"))
OLD, TWO = email("old", primary=True, id=1), email("two", id=2)
KEEP = UpdateRules(same_type=SameTypeRule.KEEP, primary=PrimaryRule.NEVER)
ELM, OAK = address("1 Elm St"), address("2 Oak Rd", primary=True, id=3)

OFFERS: list[tuple[str, dict[str, Any], dict[str, Any], str, UpdateRules, list[str]]] = [
    (
        "another name",
        {},
        {"name": BOB},
        "First name",
        DEFAULTS,
        ["*Use “Bob”", "Keep “Ann”", "Keep “Ann” and “Bob Miller” as an alias"],
    ),
    (
        "another name where rules keep an alias",
        {},
        {"name": BOB},
        "First name",
        UpdateRules(name=NameRule.ALIAS),
        ["Use “Bob”", "Keep “Ann”", "*Keep “Ann” and “Bob Miller” as an alias"],
    ),
    (
        "a familiar form",
        {"name": BENJAMIN},
        {"name": BEN},
        "First name",
        DEFAULTS,
        [
            "Use “Ben”",
            "Keep “Benjamin”",
            "Keep “Benjamin” and “Ben Miller” as an alias",
            "*Keep “Benjamin”, with “Ben” as nickname",
        ],
    ),
    (
        "a familiar form treated like any other name",
        {"name": BENJAMIN},
        {"name": BEN},
        "First name",
        UpdateRules(familiar_name=FamiliarRule.LIKE_ANY),
        ["*Use “Ben”", "Keep “Benjamin”", "Keep “Benjamin” and “Ben Miller” as an alias"],
    ),
    (
        "a part that is blank on record",
        {},
        {"name": Name("", "Ann", "Jo", "Miller")},
        "Middle name",
        DEFAULTS,
        ["*Use “Jo”", "Leave it blank"],
    ),
    (
        "a birth date kept by the rules",
        {"birth": PartialDate(1971, 4, 20)},
        {"birth": PartialDate(1971, 4, 2)},
        "Birth date",
        DEFAULTS,
        ["Use “Apr 2, 1971”", "*Keep “Apr 20, 1971”"],
    ),
    ("the first email", {}, {"emails": (email("new"),)}, "Home email", DEFAULTS, ["*Add", "Ignore"]),
    (
        "an email of the same type",
        {"emails": (OLD,)},
        {"emails": (email("new"),)},
        "Home email",
        DEFAULTS,
        [
            "*Add, end “old@example.org”",
            "Ignore",
            "Add, keep the others",
            "Replace “old@example.org”",
        ],
    ),
    (
        "an email of a type with several",
        {"emails": (OLD, TWO)},
        {"emails": (email("new"),)},
        "Home email",
        DEFAULTS,
        [
            "*Add, end the 2 others of its type",
            "Ignore",
            "Add, keep the others",
            "Replace “old@example.org”",
        ],
    ),
    (
        "an email of another type",
        {"emails": (OLD,)},
        {"emails": (email("new", WORK),)},
        "Work email",
        DEFAULTS,
        ["*Add", "Ignore", "Replace “old@example.org”"],
    ),
    (
        "nothing ends by the rules",
        {"emails": (OLD,)},
        {"emails": (email("new"),)},
        "Home email",
        KEEP,
        ["*Add", "Ignore", "Replace “old@example.org”"],
    ),
    (
        "an email that has ended",
        {"emails": (email("new", active=False, end=TODAY, id=1),)},
        {"emails": (email("new"),)},
        "Home email",
        DEFAULTS,
        ["Add", "*Ignore"],
    ),
    (
        "another address",
        {"addresses": (OAK,)},
        {"addresses": (ELM,)},
        "Home address",
        DEFAULTS,
        [
            "*Add, end “2 Oak Rd, Portland, OR 97201, US”",
            "Ignore",
            "Add, keep the others",
            "Replace “2 Oak Rd, Portland, OR 97201, US”",
        ],
    ),
    (
        "an external ID",
        {},
        {"external_ids": (ExternalId("crm", "7"),)},
        "External ID",
        DEFAULTS,
        ["*Add", "Ignore"],
    ),
]


@pytest.mark.parametrize(
    ("what", "old", "new", "label", "rules", "offered"), OFFERS, ids=[each[0] for each in OFFERS]
)
def test_a_line_offers_what_makes_a_difference(
    what: str,
    old: dict[str, Any],
    new: dict[str, Any],
    label: str,
    rules: UpdateRules,
    offered: list[str],
) -> None:
    told = shown(on_record(**old), arriving(**new), RULES, rules=rules)

    assert labels(line(told, label)) == offered


def test_an_open_line_has_no_answer_chosen() -> None:
    told = line(shown(on_record(), arriving(name=BOB), OPEN), "First name")

    assert [option.chosen for option in told.options] == [False, False, False]
    assert [option.key for option in told.options] == ["1", "2", "3"]


def test_an_answer_keeps_its_id_while_others_come_and_go() -> None:
    old, two = on_record(emails=(OLD,)), (email("new"), email("other"))

    before, after = (
        line(shown(old, arriving(emails=two), each), "Home email", 1)
        for each in (OPEN, chosen(Stance.UPDATE, "emails:new@example.org"))
    )

    assert {option.stance: option.id for option in before.options} == {
        Stance.ADD: "1",
        Stance.IGNORE: "2",
        Stance.BESIDE: "beside",
        Stance.UPDATE: "update",
    }
    assert {option.id for option in after.options} < {option.id for option in before.options}


def test_what_can_only_be_kept_has_the_key_of_keeping() -> None:
    told = shown(on_record(), Incoming(Kind.ORGANIZATION, Name(organization="Ann Miller")), OPEN)

    assert [(each.label, each.key) for each in line(told, "Kind").options] == [
        ("It stays an individual", "2")
    ]


def test_the_answer_that_the_rules_chose_posts_that_they_did() -> None:
    by_rule = line(shown(on_record(), arriving(name=BOB), RULES), "First name")
    by_hand = line(shown(on_record(), arriving(name=BOB), chosen(Stance.UPDATE, "name.first")), "First name")

    assert [option.stance for option in by_rule.options] == [Stance.RULES, Stance.IGNORE, Stance.ADD]
    assert [option.stance for option in by_hand.options] == [Stance.UPDATE, Stance.IGNORE, Stance.ADD]


def test_answers_that_come_to_the_same_are_one_and_stay_chosen() -> None:
    told = shown(
        on_record(), arriving(emails=(email("new"),)), chosen(Stance.BESIDE, "emails:new@example.org")
    )

    assert labels(line(told, "Home email")) == ["*Add", "Ignore"]
    assert line(told, "Home email").options[0].stance is Stance.BESIDE


def test_what_one_line_replaces_the_next_does_not_offer_again() -> None:
    two = (email("new"), email("other"))
    told = shown(
        on_record(emails=(OLD,)), arriving(emails=two), chosen(Stance.UPDATE, "emails:new@example.org")
    )

    assert "Replace “old@example.org”" in " ".join(labels(line(told, "Home email")))
    assert "Replace “old@example.org”" not in labels(line(told, "Home email", 1))


def test_an_organization_stays_one() -> None:
    existing = Existing(Kind.ORGANIZATION, Name(organization="Elm Fund"), id=7)
    told = shown(existing, Incoming(Kind.INDIVIDUAL, Name()), Stances())

    assert labels(line(told, "Kind")) == ["It stays an organization"]


def test_the_name_of_an_organization_is_a_name_like_any_other() -> None:
    existing = Existing(Kind.ORGANIZATION, Name(organization="Elm Fund"), id=7)
    told = shown(existing, Incoming(Kind.ORGANIZATION, Name(organization="Oak Trust")), RULES)

    assert labels(line(told, "Organization name"))[:2] == ["*Use “Oak Trust”", "Keep “Elm Fund”"]
    assert line(told, "Former name").result[0].text == "Elm Fund"
