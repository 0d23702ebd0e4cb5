"""What the rules make of emails, phones and addresses: which are added, which updated, which end."""

from collections.abc import Sequence
from typing import assert_never

from app.constituents.domain.addresses import Likeness, merged, restricted
from app.constituents.domain.copies import altered
from app.constituents.domain.record import Address
from app.updates.domain.changes import Add, Change, Ignore, MakePrimary, NeedsReview, Replace, Retire
from app.updates.domain.entry import Action, Choice, Situation
from app.updates.domain.primary import PointValue, elected, first_of
from app.updates.domain.rules import PrimaryRule, SameTypeRule
from app.updates.domain.rulings import Ruling, Standing, compared, is_same, ruling
from app.updates.domain.words import BY_RULE, BY_STAFF
from app.words import _


def plan_points(
    field: str, before: tuple[PointValue, ...], incoming: Sequence[PointValue], situation: Situation
) -> list[Change]:
    """The changes of one channel: "emails", "phones" or "addresses"."""
    points = distinct(incoming)
    if not points:
        return []
    rulings = _rulings(field, before, points, situation)
    ending = _ending(field, before, rulings, situation)
    old = next((value for value in before if value.active and value.primary), None)
    winner, why = _primary(old, before, rulings, ending, situation.rules.primary)
    return [
        *(
            change
            for each in rulings
            for change in _change(field, each, situation, before, each.new is winner)
        ),
        *(_retire(field, value, situation) for value in ending),
        *([_make_primary(field, old, winner, why)] if old is not None and winner is not None else []),
    ]


def _primary(
    old: PointValue | None,
    before: Sequence[PointValue],
    rulings: Sequence[Ruling],
    ending: Sequence[PointValue],
    rule: PrimaryRule,
) -> tuple[PointValue | None, str]:
    """The value that becomes primary, and why; None when the old primary stays."""
    if old is None:
        return first_of([each.new for each in rulings if each.action in (Action.ADD, Action.ADD_BESIDE)])
    added = [each.new for each in rulings if each.action is Action.ADD]
    if old in ending:
        staying = [value for value in before if value.active and value not in ending]
        return elected(added, old, rule, staying)
    if rule is PrimaryRule.SAME_TYPE and any(is_same(old, each.new) for each in rulings):
        # The row has the old primary too: only what it marks instead of it can take its place.
        added = [new for new in added if new.primary]
    return elected(added, old, rule)


def distinct(incoming: Sequence[PointValue]) -> list[PointValue]:
    """The active values of the row, no blanks, each once: the fullest of its spellings, or the first.

    It takes over the mark of what it stands for.
    """
    kept: list[PointValue] = []
    for new in incoming:
        if not new.key or not new.active:
            continue
        at = next((at for at, one in enumerate(kept) if is_same(one, new) or is_same(new, one)), None)
        if at is None:
            kept.append(new)
        else:
            fuller = kept[at] if is_same(kept[at], new) else new
            kept[at] = altered(fuller, primary=kept[at].primary or new.primary)
    return kept


def _rulings(
    field: str, before: tuple[PointValue, ...], points: Sequence[PointValue], situation: Situation
) -> list[Ruling]:
    """What becomes of each value; one on record is updated once at most, never if the row repeats it."""
    free = [old for old in before if not any(is_same(old, new) for new in points)]
    rulings = []
    for new in points:
        one = ruling(Standing(field, new, before, tuple(free)), situation)
        rulings.append(one)
        if one.action is Action.UPDATE and one.twin is not None:
            free.remove(one.twin)
    return rulings


def _ending(
    field: str, before: Sequence[PointValue], rulings: Sequence[Ruling], situation: Situation
) -> list[PointValue]:
    """All active values of the types that got a new one.

    Left out are those that the row itself has or updates, for a row ends nothing that it says is so, and
    those of which staff decided that their ending is to be ignored.
    """
    if situation.rules.same_type is SameTypeRule.KEEP:
        return []
    types = {each.new.type for each in rulings if each.action is Action.ADD}
    updated = [each.twin for each in rulings if each.action is Action.UPDATE]
    return [
        old
        for old in before
        if old.active
        and old.type in types
        and old not in updated
        and not any(is_same(old, each.new) for each in rulings)
        and situation.choices.get(f"{field}:{old.key}") is not Choice.IGNORE
    ]


def _change(
    field: str, each: Ruling, situation: Situation, before: Sequence[PointValue], is_primary: bool
) -> list[Change]:
    ref = f"{field}:{each.new.key}"
    match each.action:
        case None:
            return _restrict(field, each, situation)
        case Action.ADD | Action.ADD_BESIDE:
            is_right = each.new.primary is is_primary and each.new.id is None
            fresh = each.new if is_right else altered(each.new, primary=is_primary, id=None)
            new = _as_restricted(fresh, before)
            return [Add(field, None, new, each.words, ref)]
        case Action.UPDATE:
            old = each.twin or each.new
            updated = _updated(old, each.new)
            return [Replace(field, old, updated, each.words, ref)] if updated != old else []
        case Action.IGNORE:
            ignored = Ignore(field, each.twin, each.new, each.words, ref)
            return [ignored, *_restrict(field, each, situation)]
        case Action.REVIEW:
            return [NeedsReview(field, each.twin, each.new, each.words, ref)]
        case _:
            assert_never(each.action)


def _restrict(field: str, each: Ruling, situation: Situation) -> list[Change]:
    """That no mail goes to the address on record any more, where the one that came in says so.

    No rule leaves a restriction out; a person may.
    """
    old, new = each.twin, each.new
    if not isinstance(old, Address) or not isinstance(new, Address) or restricted(old, new) == old:
        return []
    ref = f"{field}:{old.key}"
    if Choice.IGNORE in (situation.choice(ref), situation.choice(f"{field}:{new.key}")):
        return [
            Ignore(
                field,
                old,
                restricted(old, new),
                _("Do not mail: ignored ({source}).", source=BY_STAFF),
                ref,
            )
        ]
    return [
        Replace(field, old, restricted(old, new), _("Do not mail: a restriction that comes in is kept."), ref)
    ]


def _as_restricted(new: PointValue, before: Sequence[PointValue]) -> PointValue:
    """The new value; an address like one on record to which no mail goes gets none either."""
    alike = (old for old in before if compared(old, new) is not Likeness.DIFFERENT)
    for old in alike:
        if isinstance(old, Address) and isinstance(new, Address):
            new = restricted(new, old)
    return new


_PLACE = ("lines", "city", "region", "postcode", "country", "source")


def _updated(old: PointValue, new: PointValue) -> PointValue:
    """The value on record with what the new one says; id, type, primary flag and dates stay.

    Of another address nothing is left but these and whether mail may go there.
    """
    if isinstance(old, Address) and isinstance(new, Address):
        if compared(old, new) is Likeness.SIMILAR:
            return merged(old, new)
        place = {part: getattr(new, part) for part in _PLACE}
        return restricted(altered(old, **place), new)
    return altered(
        new, type=old.type, primary=old.primary, active=old.active, id=old.id, start=old.start, end=old.end
    )


def _retire(field: str, value: PointValue, situation: Situation) -> Change:
    rule = _("A value of its type was added: made inactive and ended ({source}).", source=BY_RULE)
    ended = altered(value, active=False, primary=False, end=situation.today)
    return Retire(field, value, ended, rule, f"{field}:{value.key}")


def _make_primary(field: str, old: PointValue, new: PointValue, why: str) -> Change:
    return MakePrimary(field, old, altered(new, primary=True), why, f"{field}:{new.key}")
