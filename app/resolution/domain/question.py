"""What is to be resolved: two records, the rules, and the plans they make together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from app.constituents.domain.record import Band, Existing, Incoming, Name
from app.updates.domain.applied import apply
from app.updates.domain.changes import NeedsReview, UpdatePlan
from app.updates.domain.entry import Choice, EntryKind, Policy
from app.updates.domain.plan import override
from app.updates.domain.points import distinct
from app.updates.domain.rules import UpdateRules

CHANNELS = ("emails", "phones", "addresses")
IDS = "external_ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything but staff's choices that a resolution depends on."""

    existing: Existing
    incoming: Incoming
    rules: UpdateRules
    band: Band
    entry: EntryKind
    today: date
    policies: Mapping[str, Policy] = field(default_factory=dict)

    def plan(self, choices: Mapping[str, Choice]) -> UpdatePlan:
        """The plan that these choices and, for the rest, the rules make: the one that is carried out."""
        return override(
            self.existing,
            self.incoming,
            self.rules,
            band=self.band,
            entry=self.entry,
            today=self.today,
            choices=choices,
            policies=self.policies,
        )

    def about(self, ref: str) -> Self:
        """The question as far as this value goes: what is said about others of its kind bears on it, no more.

        So the answers of one line cost no more where much else comes in.
        """
        group = ref.partition(":")[0].partition(".")[0]
        blanks: dict[str, Any] = dict.fromkeys((*CHANNELS, IDS), ()) | {"name": Name(), "birth": None}
        return replace(
            self, incoming=replace(self.incoming, **{k: v for k, v in blanks.items() if k != group})
        )

    def after(self, plan: UpdatePlan) -> Existing:
        """The record as a plan leaves it."""
        return apply(self.existing, plan)

    def refs(self) -> tuple[str, ...]:
        """Every incoming value by the name that choices call it, in the order of the record."""
        return refs_of(self.incoming)


def refs_of(incoming: Incoming) -> tuple[str, ...]:
    """Every value of a record that comes in by the name that choices call it, in the order of the record."""
    names = [f"name.{part}" for part, value in incoming.name.parts().items() if value.strip()]
    birth = ["birth"] if incoming.birth else []
    points = [f"{channel}:{new.key}" for channel in CHANNELS for new in distinct(getattr(incoming, channel))]
    ids = [IDS] if incoming.external_ids else []
    return ("kind", *names, *birth, *points, *ids)


def needs_a_person(plan: UpdatePlan, ref: str) -> bool:
    """True when the rules send this value to a person."""
    return any(change.ref == ref for change in reviews(plan))


def reviews(plan: UpdatePlan) -> list[NeedsReview]:
    """What the rules of a plan send to a person."""
    return [change for change in plan.changes if isinstance(change, NeedsReview)]
