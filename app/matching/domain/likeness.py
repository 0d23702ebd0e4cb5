"""How a match is told to whoever decides: how likely it is, and why, in sentences."""

from collections.abc import Iterable
from enum import StrEnum

from app.matching.domain.decide import Thresholds
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import Rival

SURE = 95.0
"""Where "very likely" begins when a workspace matches nothing automatically."""

_BESIDE = ("rival", "guard", "shared_email")
_RIVALS = {
    Rival.HOUSEHOLD: "Could be a relative at the same address.",
    Rival.NAMESAKE: "Could be somebody else of the same name.",
}


class Likeness(StrEnum):
    """How likely two records are the same, in words that need no number."""

    SURE = "Very likely the same"
    POSSIBLE = "Possibly the same"
    UNLIKELY = "Hardly alike"

    @property
    def tone(self) -> str:
        """The tone of its label."""
        return {Likeness.SURE: "conflict", Likeness.POSSIBLE: "duplicate"}.get(self, "neutral")


def likeness(match: Match, thresholds: Thresholds) -> Likeness:
    """How likely it is under these thresholds; with a guard it is never very likely."""
    if match.score >= (thresholds.automatic or max(SURE, thresholds.possible)) and not match.guards:
        return Likeness.SURE
    return Likeness.POSSIBLE if match.score >= thresholds.possible else Likeness.UNLIKELY


def reasons(match: Match) -> str:
    """What agrees, what does not, who else it could be, and why a person has to look: in sentences."""
    compared = [part for part in match.contributions if part.field not in _BESIDE]
    sentences = (
        _sentence("", (part for part in compared if part.agrees)),
        _sentence("but ", (part for part in compared if not part.agrees and part.points < 0)),
        _RIVALS.get(match.rival, "") if _takes_away(match) else "",
        *(guard.words for guard in match.guards),
    )
    return " ".join(filter(None, sentences))


def _sentence(first: str, parts: Iterable[Contribution]) -> str:
    listed = ", ".join(part.words for part in parts)
    said = f"{first}{listed}." if listed else ""
    return said[:1].upper() + said[1:]


def _takes_away(match: Match) -> bool:
    """Whether another explanation costs at least a point."""
    return any(part.field == "rival" and part.points <= -1 for part in match.contributions)
