"""How a record came in, and what may be asked of the rules for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import assert_never

from app.constituents.domain.record import Band, PointType
from app.updates.domain.rules import UpdateRules


class EntryKind(StrEnum):
    """The ways a record comes in."""

    ADD_FORM = "add_form"
    TYPED_BATCH = "typed_batch"
    IMPORTED_BATCH = "imported_batch"
    EDIT_FORM = "edit_form"


class Policy(StrEnum):
    """What one column of a file does where a value is there already."""

    FOLLOW_RULES = "follow_rules"
    FILL_BLANKS = "fill_blanks"
    ADD_ANOTHER = "add_another"


class Choice(StrEnum):
    """What a person decided for one field or value, over the rules.

    An added value takes the place of those of its type as the rules say; one added beside ends no other
    and leaves the primary where it is.
    """

    ADD = "add"
    BESIDE = "beside"
    UPDATE = "update"
    IGNORE = "ignore"


class Action(StrEnum):
    """What becomes of one incoming value; `ADD_BESIDE` adds it and leaves all others as they are."""

    ADD = "add"
    ADD_BESIDE = "add_beside"
    UPDATE = "update"
    IGNORE = "ignore"
    REVIEW = "review"


def rules_apply(entry: EntryKind, has_lookup_id: bool) -> bool:
    """True when the update rules decide; False when what was typed is written as it is.

    What staff type on an edit form, or in a batch beside a lookup ID, is what they mean.
    """
    match entry:
        case EntryKind.ADD_FORM | EntryKind.IMPORTED_BATCH:
            return True
        case EntryKind.TYPED_BATCH:
            return not has_lookup_id
        case EntryKind.EDIT_FORM:
            return False
        case _:
            assert_never(entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything but the two records that a plan depends on."""

    rules: UpdateRules
    band: Band
    today: date
    policies: Mapping[str, Policy] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def policy(self, group: str, detail: str | PointType = "") -> Policy:
        """The policy of a field: that of "phones.mobile" before that of "phones"."""
        usual = self.policies.get(group, Policy.FOLLOW_RULES)
        return self.policies.get(f"{group}.{detail}", usual)

    def choice(self, ref: str) -> Choice | None:
        """What staff decided for a value, or for the whole field it belongs to; None when they did not."""
        groups = (ref.partition(":")[0], ref.partition(".")[0])
        return next((self.choices[each] for each in (ref, *groups) if each in self.choices), None)
