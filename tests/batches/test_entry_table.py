"""The same record comes in by every door: where the update rules hold, and where it is written as typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from app.batches import services
from app.batches.domain.rows import Outcome
from app.batches.domain.several import Verb
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.constituents.domain.record import Email, Existing, Kind, Name, PartialDate, Phone, PointType
from app.db import db
from app.profiles.services.editing import Edit, Saved, save
from app.profiles.services.resolving import compared, match
from app.resolution.domain.seen import seen
from app.resolution.domain.stance import Stances
from app.updates.domain.rules import (
    BirthRule,
    DifferentRule,
    NameRule,
    PrimaryRule,
    SameTypeRule,
    UpdateRules,
)
from tests import factories
from tests.batches import entered, makers
from tests.batches.makers import ALICE, add
from tests.factories import World

OLD_PHONE, NEW_PHONE = "+15035550142", "+15035550199"
OLD_EMAIL, NEW_EMAIL = "ann@example.org", "a.lee@example.net"
OLD_DAY, NEW_DAY = "1970-02-15", "1970-02-16"


def mobile(number: str) -> Phone:
    return Phone(number, number, PointType.MOBILE, primary=True)


def email(address: str) -> Email:
    return Email(address, PointType.HOME, primary=True)


ANN = Existing(
    Kind.INDIVIDUAL,
    Name(first="Ann", middle="Jo", last="Lee"),
    (email(OLD_EMAIL),),
    (mobile(OLD_PHONE),),
    birth=PartialDate.from_iso(OLD_DAY),
)


@dataclass(frozen=True)
class Seen:
    """What is to be seen of the record afterwards; of several values the primary one is first."""

    middle: str
    former: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    born: str

    @classmethod
    def of(cls, record: Existing) -> "Seen":
        former = "".join(each.value for each in record.former_names)
        phones = sorted((each for each in record.phones if each.active), key=lambda each: not each.primary)
        emails = sorted((each for each in record.emails if each.active), key=lambda each: not each.primary)
        return cls(
            record.name.middle,
            former,
            tuple(each.e164 for each in phones),
            tuple(each.address for each in emails),
            str(record.birth),
        )


AS_IT_WAS = Seen("Jo", "", (OLD_PHONE,), (OLD_EMAIL,), OLD_DAY)
TYPED = Seen("May", "", (NEW_PHONE, OLD_PHONE), (OLD_EMAIL,), NEW_DAY)
USUAL = Seen("May", "Ann Jo Lee", (NEW_PHONE,), (OLD_EMAIL,), NEW_DAY)
BESIDE = Seen("May", "", (OLD_PHONE, NEW_PHONE), (OLD_EMAIL,), NEW_DAY)

NO = DifferentRule.IGNORE
ASKING = DifferentRule.REVIEW
RULES: dict[str, tuple[UpdateRules, Seen]] = {
    "usual": (UpdateRules(), USUAL),
    "ignoring": (UpdateRules(name=NameRule.IGNORE, phone=NO, email=NO, birth=BirthRule.IGNORE), AS_IT_WAS),
    "beside": (
        UpdateRules(keep_former_name=False, same_type=SameTypeRule.KEEP, primary=PrimaryRule.NEVER),
        BESIDE,
    ),
    "asking": (UpdateRules(phone=ASKING), AS_IT_WAS),
}
"""Rules, and what they make of a record that is surely the same, or is so once a person says it."""


def by_hand(result: Seen, rules: str) -> Seen:
    """The same for one that a person took for the same: the day of birth stays."""
    return replace(result, born=OLD_DAY) if rules != "asking" else result


# --- doors


Door = Callable[[Flask, World, Existing, str], Batch | None]
FIELDS = ("lookup_id", "first_name", "middle_name", "last_name", "email", "phone_mobile", "birth_date")
GIFT = ("gift_amount", "gift_date")


def cells(address: str, lookup_id: str) -> list[str]:
    return [lookup_id, "Ann", "May", "Lee", address, "(503) 555-0199", NEW_DAY]


def add_form(app: Flask, world: World, ann: Existing, address: str) -> None:
    new = replace(
        ANN, name=replace(ANN.name, middle="May"), emails=(email(address),), phones=(mobile(NEW_PHONE),)
    )
    typed = replace(new, birth=PartialDate.from_iso(NEW_DAY))
    workspace, today = makers.workspace(world.ours), services.local_today(makers.workspace(world.ours))
    by_rules = Stances.starting(is_open=False)
    shown = compared(workspace, typed, ann, by_rules, today=today)
    match(workspace, typed, by_rules, target=ann.id, seen=seen(shown.question), actor=ALICE, today=today)
    db.session.commit()


def edit_form(app: Flask, world: World, ann: Existing, address: str) -> None:
    phones = (replace(ann.phones[0], primary=False), mobile(NEW_PHONE))
    name, born = replace(ann.name, middle="May"), PartialDate.from_iso(NEW_DAY)
    edit = Edit(base=ann, yours=replace(ann, name=name, phones=phones, birth=born), seen=ann.version)
    today = services.local_today(makers.workspace(world.ours))
    assert isinstance(save(makers.workspace(world.ours), ann.id, edit, actor=ALICE, today=today), Saved)
    db.session.commit()


def from_file(*, linked: bool) -> Door:
    def door(app: Flask, world: World, ann: Existing, address: str) -> Batch:
        head = "Lookup ID,First name,Middle name,Last name,Email,Mobile phone,Birth date"
        line = ",".join(cells(address, ann.lookup_id if linked else ""))
        return makers.check(app, world.ours, f"{head}\n{line}\n")

    return door


def in_batch(kind: BatchKind, *, typed: bool, linked: bool) -> Door:
    def door(app: Flask, world: World, ann: Existing, address: str) -> Batch:
        is_gift = kind is BatchKind.REVENUE
        batch = entered.open_batch(world.ours, *FIELDS, *(GIFT if is_gift else ()), kind=kind)
        gift = ["25.00", "2026-01-31"] if is_gift else []
        entered.enter(batch, "|".join([*cells(address, ann.lookup_id if linked else ""), *gift]), typed=typed)
        return batch

    return door


U, R = BatchKind.UPDATE, BatchKind.REVENUE
BY_RULES: dict[str, Door] = {
    "typed batch": in_batch(U, typed=True, linked=False),
    "import": from_file(linked=False),
    "update batch by file": in_batch(U, typed=False, linked=False),
    "revenue by hand": in_batch(R, typed=True, linked=False),
    "revenue by file": in_batch(R, typed=False, linked=False),
}
BY_RULES_THOUGH_LINKED: dict[str, Door] = {
    "import with ID": from_file(linked=True),
    "update batch by file with ID": in_batch(U, typed=False, linked=True),
    "revenue by file with ID": in_batch(R, typed=False, linked=True),
}
AS_TYPED: dict[str, Door] = {
    "typed batch with ID": in_batch(U, typed=True, linked=True),
    "revenue by hand with ID": in_batch(R, typed=True, linked=True),
    "edit": edit_form,
}


def named(doors: dict[str, Door]) -> list[object]:
    return [pytest.param(door, id=name) for name, door in doors.items()]


def prepared(world: World, rules: str) -> Existing:
    makers.workspace(world.ours).update_rules = RULES[rules][0].to_json()
    [ann] = add(world.ours, ANN)
    return ann


def carried_out(app: Flask, batch: Batch | None) -> None:
    if batch is not None and any(row.outcome is Outcome.READY for row in makers.rows(batch)):
        if batch.kind.is_entered:
            entered.as_validated(batch)
        makers.commit(app, batch)


def now(world: World, ann: Existing) -> Seen:
    db.session.rollback()
    return Seen.of(makers.record_of(world.ours, ann.id))


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("door", named(BY_RULES | BY_RULES_THOUGH_LINKED))
def test_the_rules_decide_about_whom_a_row_surely_matches(
    app: Flask, world: World, door: Door, rules: str
) -> None:
    with factories.inside(app, world.ours):
        ann = prepared(world, rules)

        carried_out(app, door(app, world, ann, OLD_EMAIL))

        assert now(world, ann) == RULES[rules][1]
        assert makers.people_count(world.ours) == 1


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("door", named(AS_TYPED))
def test_what_is_typed_beside_a_lookup_id_or_on_the_record_is_written_as_it_is(
    app: Flask, world: World, door: Door, rules: str
) -> None:
    with factories.inside(app, world.ours):
        ann = prepared(world, rules)

        carried_out(app, door(app, world, ann, OLD_EMAIL))

        assert now(world, ann) == TYPED
        assert makers.people_count(world.ours) == 1


@pytest.mark.parametrize("rules", RULES)
def test_the_rules_are_filled_in_where_a_new_record_matches(app: Flask, world: World, rules: str) -> None:
    with factories.inside(app, world.ours):
        ann = prepared(world, rules)

        add_form(app, world, ann, OLD_EMAIL)

        assert now(world, ann) == by_hand(RULES[rules][1], rules)


@pytest.mark.both
@pytest.mark.parametrize("door", named(BY_RULES))
def test_whoever_may_be_meant_waits_and_a_person_has_the_rules_applied(
    app: Flask, world: World, door: Door
) -> None:
    with factories.inside(app, world.ours):
        ann = prepared(world, "usual")
        batch = door(app, world, ann, NEW_EMAIL)
        assert batch is not None
        [row] = makers.rows(batch)
        waited = row.outcome
        assert now(world, ann) == AS_IT_WAS

        services.decide_rows(batch, [row.number], Verb.RULES, actor=ALICE)
        db.session.commit()
        carried_out(app, batch)

        assert waited is Outcome.POSSIBLE_DUPLICATE
        assert now(world, ann) == replace(USUAL, emails=(NEW_EMAIL,), born=OLD_DAY)


LINKED = {name: door for name, door in (BY_RULES_THOUGH_LINKED | AS_TYPED).items() if door is not edit_form}


@pytest.mark.both
@pytest.mark.parametrize("door", named(LINKED))
def test_a_lookup_id_leaves_no_doubt_who_is_meant(app: Flask, world: World, door: Door) -> None:
    with factories.inside(app, world.ours):
        ann = prepared(world, "usual")

        carried_out(app, door(app, world, ann, NEW_EMAIL))

        assert NEW_EMAIL in now(world, ann).emails
