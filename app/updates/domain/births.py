"""What the rules make of a birth date."""

from app.constituents.domain.record import Band, Existing, Incoming, PartialDate
from app.updates.domain.changes import Change, Ignore, NeedsReview, Replace
from app.updates.domain.entry import Choice, Policy, Situation
from app.updates.domain.rules import BirthRule
from app.updates.domain.words import BY_RULE, BY_STAFF
from app.words import _

_FIELD = "birth"


def plan_birth(existing: Existing, incoming: Incoming, situation: Situation) -> list[Change]:
    """The change of the birth date, if any.

    A date that says less than the one on record is no change, and where none is on record nothing conflicts.
    The rules change it for automatic matches only: in the middle band a person chooses by hand.
    """
    old, new = existing.birth, _known(existing.birth, incoming.birth)
    if new is None or new == old:
        return []
    conflicts = old is not None and not old.agrees_with(new)
    match situation.choice(_FIELD):
        case Choice.IGNORE:
            return [
                Ignore(
                    _FIELD,
                    old,
                    new,
                    _("Birth date differs: ignored ({source}).", source=BY_STAFF),
                    _FIELD,
                )
            ]
        case Choice.ADD | Choice.BESIDE | Choice.UPDATE:
            return [
                Replace(
                    _FIELD,
                    old,
                    new,
                    _("Birth date differs: replaced ({source}).", source=BY_STAFF),
                    _FIELD,
                )
            ]
        case _:
            return [_by_rules(old, new, conflicts, situation)]


def _known(old: PartialDate | None, new: PartialDate | None) -> PartialDate | None:
    """The incoming date with the parts that only the record knows."""
    return new if old is None or new is None else old.merged_with(new)


def _by_rules(old: PartialDate | None, new: PartialDate, conflicts: bool, situation: Situation) -> Change:
    if situation.band is not Band.MATCH:
        why = (
            _("Birth date: left out, since for a possible match a person chooses it by hand.")
            if old is None
            else _("Birth date: kept, since for a possible match a person chooses it by hand.")
        )
        return Ignore(_FIELD, old, new, why, _FIELD)
    if situation.policy(_FIELD) is Policy.FILL_BLANKS and conflicts:
        why = _("Birth date differs: ignored (this column only fills blanks).")
        return Ignore(_FIELD, old, new, why, _FIELD)
    match situation.rules.birth:
        case BirthRule.IGNORE if old is not None:
            return Ignore(
                _FIELD, old, new, _("Birth date differs: ignored ({source}).", source=BY_RULE), _FIELD
            )
        case BirthRule.REVIEW if conflicts:
            return NeedsReview(
                _FIELD,
                old,
                new,
                _("Birth date differs: a person decides ({source}).", source=BY_RULE),
                _FIELD,
            )
        case _:
            why = (
                _("Birth date differs: replaced ({source}).", source=BY_RULE)
                if conflicts
                else _("Birth date differs: completed ({source}).", source=BY_RULE)
            )
            return Replace(
                _FIELD,
                old,
                new,
                why,
                _FIELD,
            )
