"""The live indicators of a prospect, computed from facts whenever they are shown and never stored.

There is no score: the label says three numbers (how recently, how often, how much), and every strength, risk
and suggestion is a sentence that names the numbers it comes from.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.activity.domain.labels import LAPSED_AFTER, days_ago, months_before
from app.profiles.domain.next_action import Action, next_action, silence
from app.profiles.domain.prospect_facts import YEARS, Facts, Point, Speech
from app.profiles.domain.prospect_signs import CONSTANT, risks, strengths
from app.words import N_, _, all_of, plural


class Donor(StrEnum):
    """What sort of donor somebody is, by the last gift and by how often there was one."""

    NONE = "none"
    NEW = "new"
    LOYAL = "loyal"
    CURRENT = "current"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """What the panel calls such a donor."""
        return _LABELS[self]


_LABELS = {
    Donor.NONE: N_("No gift yet"),
    Donor.NEW: N_("New donor"),
    Donor.LOYAL: N_("Loyal donor"),
    Donor.CURRENT: N_("Donor"),
    Donor.LAPSED: N_("Lapsed donor"),
}


@dataclass(frozen=True, slots=True)
class Indicators:
    """What the panel says. `silence` says why there is no action, "" when there is one."""

    donor: Donor
    because: str
    strengths: tuple[Point, ...]
    risks: tuple[Point, ...]
    action: Action | None
    silence: str


def indicators(facts: Facts, say: Speech) -> Indicators:
    """All of them. The same facts always give the same words in the same order."""
    action = next_action(facts, say)
    return Indicators(
        donor=(kind := donor(facts)),
        because=_because(kind, facts, say),
        strengths=strengths(facts, say),
        risks=risks(facts, say),
        action=action,
        silence="" if action else silence(facts),
    )


def donor(facts: Facts) -> Donor:
    """New: one gift, in the last 12 months. Loyal: gave in those and in 3 of the last 5 fiscal years."""
    if facts.last is None:
        return Donor.NONE
    if facts.last.on < months_before(facts.today, LAPSED_AFTER):
        return Donor.LAPSED
    if facts.gifts_in_all == 1:
        return Donor.NEW
    return Donor.LOYAL if facts.recent_years >= CONSTANT else Donor.CURRENT


def _because(kind: Donor, facts: Facts, say: Speech) -> str:
    """How often, how much, how recently; of the last five fiscal years, or of all where those are over."""
    if facts.last is None:
        return _("0 settled gifts on record.")
    ago = days_ago(facts.last.on, facts.today)
    match kind:
        case Donor.NEW | Donor.LAPSED | Donor.NONE:
            said = plural(
                facts.gifts_in_all,
                "{n} gift in all, {amount}, the last {ago}.",
                "{n} gifts in all, {amount}, the last {ago}.",
                amount=say.money(facts.total, facts.currency),
                ago=ago,
            )
        case Donor.LOYAL | Donor.CURRENT:
            said = plural(
                facts.recent_gifts,
                "{n} gift in the last {years} fiscal years, {amount}, the last {ago}.",
                "{n} gifts in the last {years} fiscal years, {amount}, the last {ago}.",
                years=YEARS,
                amount=say.money(facts.recent_amount, facts.currency),
                ago=ago,
            )
        case _:
            assert_never(kind)
    if not facts.other_currencies:
        return said
    others = _("Gifts in {currencies} are not in the amount.", currencies=all_of(facts.other_currencies))
    return f"{said} {others}"
