"""Two plans for one row, by the rules in force and by others: in which fields they come out otherwise."""

from app.batches.domain.replay import Difference
from app.updates.domain.changes import Ignore, NeedsReview, UpdatePlan
from app.updates.domain.words import describe, field_label, show
from app.words import N_, _

MORE = N_("more for a person")
FEWER = N_("fewer for a person")
POSSIBLE = N_("as possible duplicate")


def differences(saved: UpdatePlan, new: UpdatePlan) -> tuple[Difference, ...]:
    """The fields in which two plans differ, in the order of the plans; the words of their rules do not count.

    A field is compared by itself: that another one waits for a person holds it back for the time being only.
    """
    before, after = _effects(saved), _effects(new)
    return tuple(
        Difference(field_label(field), _words(saved, field), _words(new, field), field_label(field))
        for field in dict.fromkeys((*before, *after))
        if before.get(field) != after.get(field)
    )


def waits(saved: UpdatePlan, new: UpdatePlan) -> tuple[str, ...]:
    """What becomes otherwise of the row as a whole: it waits for a person, or does so no more."""
    if saved.needs_review == new.needs_review:
        return ()
    return (MORE,) if new.needs_review else (FEWER,)


def _effects(plan: UpdatePlan) -> dict[str, list[object]]:
    """What would happen to each field that something happens to, without the rules in words."""
    found: dict[str, list[object]] = {}
    for change in plan.changes:
        if not isinstance(change, Ignore):
            found.setdefault(change.field, []).append((type(change), change.before, change.after))
    return found


def _words(plan: UpdatePlan, field: str) -> str:
    told = [change for change in plan.changes if change.field == field]
    if waiting := [show(change.after) for change in told if isinstance(change, NeedsReview)]:
        return _("Waits for a person: {values}", values=", ".join(waiting))
    done = [change for change in told if not isinstance(change, Ignore)]
    said = " · ".join(dict.fromkeys(map(describe, done or told)))
    return said[:1].upper() + said[1:] or _("Stays as it is")
