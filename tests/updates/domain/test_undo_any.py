"""Any plan undone: the record as it was before, but for what was edited since."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from app.constituents.domain.journal import POINTS
from app.constituents.domain.record import Existing, Incoming
from app.updates.domain.journaled import MARK
from app.updates.domain.rules import UpdateRules
from app.updates.domain.undo import undo
from app.updates.domain.undone import Why
from tests.updates.domain.hard import (
    choices,
    circumstances,
    existing,
    existing_unmailed,
    incoming,
    incoming_unmailed,
    rules,
)
from tests.updates.domain.histories import LISTS, carried_out, edited, said
from tests.updates.domain.histories import stored as written
from tests.updates.domain.people import planned

Key = tuple[str, int, str]


def keys(entries: Any) -> set[Key]:
    """What entries are about; of an ID in another system that is the ID itself."""
    return {
        ("external_ids", 0, str(each.before or each.after))
        if each.field == "external_ids"
        else (each.field, each.item_id, "")
        for each in entries
        if not each.field.endswith(MARK)
    }


def _each_once(record: Existing) -> Existing:
    lists: dict[str, Any] = {field: tuple(dict.fromkeys(getattr(said(record), field))) for field in LISTS}
    return replace(said(record), **lists)


def has_one_primary_each(record: Existing) -> bool:
    marked = {field: [each for each in getattr(record, field) if each.primary] for field in POINTS}
    return all(
        len(marked[field]) == any(each.active for each in getattr(record, field))
        and all(each.active for each in marked[field])
        for field in POINTS
    )


@settings(max_examples=60)
@given(existing_unmailed, incoming, rules, circumstances, choices)
def test_a_plan_undone_leaves_the_record_as_it_was(
    before: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: dict[str, Any]
) -> None:
    after, entries = carried_out(before, planned(before, new, rules, choices=chosen, **how))
    assert len({(each.field, each.item_id) for each in entries}) == len(entries)

    undone = undo(after, entries)

    assert said(undone.record) == said(before)
    assert not undone.stays
    assert bool(undone.back) == bool(entries)

    # and done again by undoing the undoing, but for what is there twice
    [now, told] = edited(after, undone.record)
    again = undo(now, told)
    assert {each.why for each in again.stays} <= {Why.THERE, Why.ENDED}
    assert again.stays or _each_once(again.record) == _each_once(after)


@settings(max_examples=60)
@given(existing_unmailed, incoming, rules, circumstances, existing)
def test_what_was_edited_since_survives_and_undoing_twice_finds_nothing(
    before: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], other: Existing
) -> None:
    after, entries = carried_out(before, planned(before, new, rules, **how))
    now, by_hand = edited(after, _some_of(after, other))

    undone = undo(now, entries)

    assert not keys(undone.back) & keys(by_hand)
    chosen = {each.item_id for each in by_hand if each.field.endswith(MARK)}
    assert chosen <= {each.id for field in POINTS for each in getattr(undone.record, field) if each.primary}
    assert keys(undone.back) <= keys(entries)
    assert keys(each.entry for each in undone.stays) <= keys(entries)
    assert has_one_primary_each(undone.record)
    assert not undo(written(undone.record, 5_000), entries).back


@settings(max_examples=40)
@given(existing_unmailed, incoming_unmailed, rules, circumstances, choices)
def test_where_nothing_may_be_mailed_nothing_may_be_after_undoing_and_all_else_goes_back(
    before: Existing, new: Incoming, rules: UpdateRules, how: dict[str, Any], chosen: dict[str, Any]
) -> None:
    after, entries = carried_out(before, planned(before, new, rules, choices=chosen, **how))

    undone = undo(after, entries)

    assert said(_mailed(undone.record)) == said(_mailed(before))
    assert {each.why for each in undone.stays} <= {Why.MAIL}
    closed = {each.id for each in (*before.addresses, *after.addresses) if each.do_not_mail}
    assert all(each.do_not_mail for each in undone.record.addresses if each.id in closed)


def _mailed(record: Existing) -> Existing:
    addresses = (replace(each, do_not_mail=False, do_not_mail_reason="") for each in record.addresses)
    return replace(record, addresses=tuple(addresses))


def _some_of(record: Existing, other: Existing) -> Existing:
    """The record as somebody edited it: phones and names as the other one's, some emails gone, one added."""
    ended = tuple(replace(each, active=False, primary=False) for each in record.addresses[:1])
    emails = (*record.emails[1:], *(replace(each, id=None, primary=False) for each in other.emails[:1]))
    heir = next((each for each in emails if each.primary), None) or next(
        (each for each in emails if each.active), None
    )
    return replace(
        record,
        name=replace(record.name, first=other.name.first, title=other.name.title),
        emails=tuple(replace(each, primary=each is heir) for each in emails),
        phones=other.phones,
        addresses=_one_primary((*ended, *record.addresses[1:])),
        birth=other.birth,
        external_ids=other.external_ids,
    )


def _one_primary(values: tuple[Any, ...]) -> tuple[Any, ...]:
    heir = next((each for each in values if each.active), None)
    return tuple(replace(each, primary=each is heir) for each in values)
