"""Any change of any record, taken back: the field is as it was, and every other as it is."""

from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings

from app.constituents.domain.journal import POINTS, lines
from app.constituents.domain.record import Address, Existing
from app.updates.domain.taken import Back, Refused
from app.updates.domain.taking_back import roll_back
from tests.constituents.domain.strategies import existing
from tests.updates.domain.test_taking_back import taken


def _ready(record: Existing) -> Existing:
    """As the workspace keeps it: something to be called by, ids for all, each value once."""
    once = {field: _once(getattr(record, field)) for field in POINTS}
    names = tuple(replace(name, id=90 + at) for at, name in enumerate(dict.fromkeys(record.former_names)))
    return replace(
        _one_primary_each(replace(record, **once)),
        id=1,
        display_override=record.display_override or "She",
        former_names=names,
        external_ids=tuple(dict.fromkeys(record.external_ids)),
        died=record.died if record.deceased else None,
        inactive_reason="" if record.active else record.inactive_reason or "lost touch",
    )


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    open_ = [
        replace(value, do_not_mail=False, do_not_mail_reason="") if isinstance(value, Address) else value
        for value in values
    ]
    return tuple({replace(value, id=None, primary=False): value for value in open_}.values())


def _one_primary_each(record: Existing) -> Existing:
    for field in POINTS:
        values = getattr(record, field)
        heir = next((value for value in values if value.primary), None) or next(
            (value for value in values if value.active), None
        )
        marked = {field: tuple(replace(value, primary=value is heir) for value in values)}
        record = replace(record, **marked)
    return record


def _said(record: Existing, field: str) -> Any:
    """What a field says, whichever is primary and whatever the ids."""
    if field.startswith("name."):
        return getattr(record.name, field.removeprefix("name."))
    value = getattr(record, field)
    if field in POINTS:
        return sorted(str(replace(item, id=None, primary=False)) for item in value)
    if field == "former_names":
        return sorted(str(replace(item, id=None)) for item in value)
    return sorted(map(str, value)) if field == "external_ids" else value


def _with_ids(record: Existing) -> Existing:
    """A record whose new values were written, and have got ids."""
    fresh = iter(range(1_000, 2_000))
    lists = {
        field: tuple(item if item.id else replace(item, id=next(fresh)) for item in getattr(record, field))
        for field in (*POINTS, "former_names")
    }
    return replace(record, **lists)


@settings(max_examples=40)
@given(existing, existing)
def test_a_change_of_one_value_taken_back_leaves_the_field_as_it_was_and_all_others_as_they_are(
    one: Existing, other: Existing
) -> None:
    before, after = _ready(one), _ready(other)
    for line in lines(before, after):
        outcome = roll_back(taken(line), after)
        if isinstance(outcome, Refused):
            continue
        group = line.field.removesuffix(".primary")
        assert {each.field.removesuffix(".primary") for each in lines(after, outcome.record)} <= {group}
        alone = sum(each.field == line.field for each in lines(before, after)) == 1
        if alone and group == line.field:
            assert _said(outcome.record, group) == _said(before, group)
        for field in POINTS:
            values = getattr(outcome.record, field)
            marked = [value for value in values if value.primary]
            assert len(marked) == any(value.active for value in values)
            assert all(value.active for value in marked)


@settings(max_examples=40)
@given(existing, existing)
def test_taking_back_what_was_taken_back_restores_the_change(one: Existing, other: Existing) -> None:
    before, after = _ready(one), _ready(other)
    back_again = 0
    for line in lines(before, after):
        outcome = roll_back(taken(line), after)
        if isinstance(outcome, Refused):
            continue
        written = _with_ids(outcome.record)
        undone = [each for each in lines(after, written) if each.field == line.field]
        assert len(undone) == 1
        again = roll_back(taken(undone[0]), written)
        assert isinstance(again, Back)
        group = line.field.removesuffix(".primary")
        assert _said(again.record, group) == _said(after, group)
        back_again += 1
    assume(back_again)
