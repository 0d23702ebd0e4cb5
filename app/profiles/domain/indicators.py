"""The live indicators of a prospect, computed from facts whenever they are shown and never stored.

There is no score: the label says three numbers (how recently, how often, how much), and every strength, risk
and suggestion is a sentence that names the numbers it comes from.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.activity.domain.labels import LAPSED_AFTER, counted, days_ago, months_before
from app.profiles.domain.next_action import Action, next_action, silence
from app.profiles.domain.prospect_facts import YEARS, Facts, Point, Speech
from app.profiles.domain.prospect_signs import CONSTANT, risks, strengths
from app.words import _


class Donor(StrEnum):
    """What sort of donor somebody is, by the last gift and by how often there was one."""

    NONE = "No gift yet"
    NEW = "New donor"
    LOYAL = "Loyal donor"
    CURRENT = "Donor"
    LAPSED = "Lapsed donor"


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
    not_counted = (
        _(" (without gifts in {other_currencies})", other_currencies=", ".join(facts.other_currencies))
        if facts.other_currencies
        else ""
    )
    match kind:
        case Donor.NEW | Donor.LAPSED | Donor.NONE:
            gifts, amount, when = facts.gifts_in_all, facts.total, _("in all")
        case Donor.LOYAL | Donor.CURRENT:
            gifts, amount, when = (
                facts.recent_gifts,
                facts.recent_amount,
                _("in the last {years} fiscal years", years=YEARS),
            )
        case _:
            assert_never(kind)
    return _(
        "{counted} {when}, {amount}{not_counted}, the last {ago}.",
        counted=counted(gifts, "gift"),
        when=when,
        amount=say.money(amount, facts.currency),
        not_counted=not_counted,
        ago=ago,
    )
