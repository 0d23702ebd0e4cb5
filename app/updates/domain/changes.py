"""Update plans as values: what would change, and for every change the rule that makes it, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from app.constituents.domain.record import (
    Address,
    Email,
    ExternalId,
    FormerName,
    Json,
    PartialDate,
    Phone,
)

Value = str | PartialDate | Email | Phone | Address | ExternalId | FormerName


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: its field, the value before and after, the rule in words; choices name it by `ref`."""

    field: str
    before: Value | None
    after: Value | None
    rule: str
    ref: str

    def to_json(self) -> Json:
        """The change as JSON, without blanks."""
        told = {
            "do": _VERBS[type(self)],
            "field": self.field,
            "before": value_to_json(self.before),
            "after": value_to_json(self.after),
            "rule": str(self.rule),
            "ref": None if self.ref == self.field else self.ref,
        }
        return {part: value for part, value in told.items() if value is not None}


class Add(_Change):
    """A value that is not there yet is added; `after.primary` of a contact point is final."""

    __slots__ = ()


class Replace(_Change):
    """One value takes the place of another; a contact point keeps its id, type and primary flag."""

    __slots__ = ()


class Retire(_Change):
    """A contact point is made inactive and gets its end date."""

    __slots__ = ()


class MakePrimary(_Change):
    """`after` is the primary from now on, instead of `before`. Its id is None when it was just added."""

    __slots__ = ()


class Ignore(_Change):
    """The incoming value is left out."""

    __slots__ = ()


class NeedsReview(_Change):
    """A person has to decide; until then nothing of the plan is written."""

    __slots__ = ()


Change = Add | Replace | Retire | MakePrimary | Ignore | NeedsReview
_NOT_WRITTEN = (Ignore, NeedsReview)

_VERBS: dict[type[_Change], str] = {
    Add: "add",
    Replace: "replace",
    Retire: "retire",
    MakePrimary: "make_primary",
    Ignore: "ignore",
    NeedsReview: "needs_review",
}
_CLASSES: dict[str, type[Change]] = {
    "add": Add,
    "replace": Replace,
    "retire": Retire,
    "make_primary": MakePrimary,
    "ignore": Ignore,
    "needs_review": NeedsReview,
}


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """All that would happen to one record. While it needs review, nothing of it is written."""

    changes: tuple[Change, ...]
    needs_review: bool

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that are carried out: none while a person has to decide."""
        if self.needs_review:
            return ()
        return tuple([change for change in self.changes if not isinstance(change, _NOT_WRITTEN)])

    @property
    def unchanged(self) -> bool:
        """True when there is nothing to write and nothing to decide."""
        return not self.needs_review and all(isinstance(change, _NOT_WRITTEN) for change in self.changes)

    def to_json(self) -> Json:
        """The plan as JSON."""
        return {"needs_review": self.needs_review, "changes": [change.to_json() for change in self.changes]}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The plan that `to_json` wrote."""
        return cls(tuple(change_from_json(change) for change in told["changes"]), told["needs_review"])


def change_from_json(told: Json) -> Change:
    """The change that `to_json` wrote."""
    field: str = told["field"]
    before, after = (_value_from_json(field, told.get(side)) for side in ("before", "after"))
    return _CLASSES[told["do"]](field, before, after, told["rule"], told.get("ref") or field)


def value_to_json(value: Value | None) -> Any:
    """A changed value as JSON: text as it is, everything else by its own form."""
    if isinstance(value, PartialDate):
        return str(value)
    return value if value is None or isinstance(value, str) else value.to_json()


def _value_from_json(field: str, told: Any) -> Value | None:
    return None if told is None else _READERS.get(field, str)(told)


_READERS: dict[str, Callable[[Any], Value]] = {
    "birth": PartialDate.from_iso,
    "emails": Email.from_json,
    "phones": Phone.from_json,
    "addresses": Address.from_json,
    "external_ids": ExternalId.from_json,
    "former_names": FormerName.from_json,
}
