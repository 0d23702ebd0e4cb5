"""Two plans for one row, by the rules in force and by others: in which fields they come out otherwise."""

from collections.abc import Mapping

from app.batches.domain.replay import Difference
from app.updates.domain.changes import Change, Ignore, NeedsReview, UpdatePlan
from app.updates.domain.words import describe, field_label

MORE = "more for a person"
FEWER = "fewer for a person"

_Effects = Mapping[str, tuple[Change, ...]]


def differences(saved: UpdatePlan, new: UpdatePlan) -> tuple[Difference, ...]:
    """The fields in which two plans differ, in the order of the plans; the words of their rules do not count.

    A field is compared by itself: that another one waits for a person holds back the whole row, but that
    is for the time being, and `waits` tells it.
    """
    before, after = _effects(saved), _effects(new)
    return tuple(
        Difference(field_label(field), _words(before, field), _words(after, field), field_label(field))
        for field in dict.fromkeys((*before, *after))
        if _values(before, field) != _values(after, field)
    )


def waits(saved: UpdatePlan, new: UpdatePlan) -> tuple[str, ...]:
    """What becomes otherwise of the row as a whole: it waits for a person, or does so no more."""
    if saved.needs_review == new.needs_review:
        return ()
    return (MORE,) if new.needs_review else (FEWER,)


def _effects(plan: UpdatePlan) -> _Effects:
    """What would happen to each field that something happens to."""
    found: dict[str, tuple[Change, ...]] = {}
    for change in plan.changes:
        if not isinstance(change, Ignore):
            found[change.field] = (*found.get(change.field, ()), change)
    return found


def _values(effects: _Effects, field: str) -> tuple[object, ...]:
    return tuple((type(each), each.before, each.after) for each in effects.get(field, ()))


def _words(effects: _Effects, field: str) -> str:
    told = effects.get(field, ())
    if any(isinstance(each, NeedsReview) for each in told):
        return "Waits for a person"
    said = " · ".join(dict.fromkeys(map(describe, told)))
    return said[:1].upper() + said[1:] or "Stays as it is"
