"""How a match is told to whoever decides: how likely it is, and why, in sentences."""

from collections.abc import Iterable
from enum import StrEnum

from app.constituents.domain.record import Band
from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import Rival
from app.words import N_, _, all_of

SURE = 95.0
"""Where "very likely" begins when a workspace matches nothing automatically."""

_BESIDE = ("rival", "guard")
_SHARED = {"email", "address"}
_RIVALS = {
    Rival.HOUSEHOLD: N_("Could be a relative."),
    Rival.NAMESAKE: N_("Could be somebody else of the same name."),
}
_ABOUT = {
    Guard.KIND: "kind",
    Guard.FIRST_DIFFERS: "first",
    Guard.LAST_DIFFERS: "last",
    Guard.TITLE: "title",
    Guard.BIRTH_DIFFERS: "birth",
}
"""Guards that say again what the field says, where it is told."""
_WORDS = 2
"""What begins so and has at most two words more is said together: "the same email and last name"."""
_WORTH_SAYING = 0.5
"""Points from which on what speaks against a match is told in a sentence; a drawing shows all."""


class Likeness(StrEnum):
    """How likely two records are the same, in words that need no number."""

    SURE = "Very likely the same"
    POSSIBLE = "Possibly the same"
    RELATIVE = "Probably a relative"
    UNLIKELY = "Hardly alike"

    @property
    def tone(self) -> str:
        """The tone of its label."""
        return {Likeness.SURE: "conflict", Likeness.POSSIBLE: "duplicate"}.get(self, "neutral")

    @property
    def label(self) -> str:
        """It in words, as it is shown."""
        return _LABELS[self]


_LABELS = {
    Likeness.SURE: N_("Very likely the same"),
    Likeness.POSSIBLE: N_("Possibly the same"),
    Likeness.RELATIVE: N_("Probably a relative"),
    Likeness.UNLIKELY: N_("Hardly alike"),
}


def likeness(match: Match, thresholds: Thresholds) -> Likeness:
    """How likely it is under these thresholds; with a guard it is never very likely."""
    if match.score >= (thresholds.automatic or max(SURE, thresholds.possible)) and not match.guards:
        return Likeness.SURE
    if thresholds.band_of(match) is not Band.NONE:
        return Likeness.POSSIBLE
    return Likeness.RELATIVE if is_of_the_household(match) else Likeness.UNLIKELY


def is_of_the_household(match: Match) -> bool:
    """Whether a shared email or address is best explained by two people of one household."""
    shared = {part.field for part in match.contributions if part.agrees} & _SHARED
    return bool(shared) and match.rival is Rival.HOUSEHOLD


def reasons(match: Match) -> str:
    """What agrees, what does not, who else it could be, and why a person has to look: in sentences."""
    compared = [part for part in match.contributions if part.field not in _BESIDE]
    agreeing = [part for part in compared if part.agrees or part.points > 0]
    against = [part for part in compared if not part.agrees and part.points <= -_WORTH_SAYING]
    told = {part.field for part in (*agreeing, *against)}
    sentences = (
        _said(_listing(agreeing)),
        _but(_listing(against)),
        _rival(match) if _takes_away(match) else "",
        *(guard.words for guard in match.guards if _ABOUT.get(guard) not in told),
    )
    return " ".join(filter(None, sentences))


def _but(listed: str) -> str:
    return _said(_("but {reasons}", reasons=listed)) if listed else ""


def _said(listed: str) -> str:
    return f"{listed[:1].upper()}{listed[1:]}." if listed else ""


def _listing(parts: Iterable[Contribution]) -> str:
    """The words in one: "the same email and last name, the initial of the first name"."""
    short: dict[str, list[str]] = {_begins(_("the same {field}")): [], _begins(_("another {field}")): []}
    others = []
    for words in dict.fromkeys(part.words for part in parts):
        begins = next((word for word in short if word and words.startswith(word)), "")
        if begins and words.count(" ", len(begins)) < _WORDS:
            short[begins].append(words[len(begins) :])
        else:
            others.append(words)
    return ", ".join((*(word + all_of(names) for word, names in short.items() if names), *others))


def _begins(words: str) -> str:
    return words.partition("{")[0]


def _rival(match: Match) -> str:
    agreeing = {part.field for part in match.contributions if part.agrees}
    if match.rival is Rival.HOUSEHOLD and "organization" in {part.field for part in match.contributions}:
        return _("Could be another organization at the same place.")
    if match.rival is Rival.HOUSEHOLD and "address" in agreeing:
        return _("Could be a relative at the same address.")
    return str(_RIVALS.get(match.rival, ""))


def _takes_away(match: Match) -> bool:
    """Whether another explanation costs at least a point."""
    return any(part.field == "rival" and part.points <= -1 for part in match.contributions)
