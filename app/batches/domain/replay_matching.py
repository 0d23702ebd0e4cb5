"""A row that was compared, under thresholds: what becomes of it by its stored likenesses."""

from collections.abc import Sequence
from enum import StrEnum

from app.batches.domain.replay import Difference
from app.batches.domain.rows import Mode
from app.matching.domain.decide import Automatic, MatchingSettings, NoMatch, decide
from app.matching.domain.result import Match
from app.words import N_


class Ending(StrEnum):
    """What becomes of a row."""

    AUTOMATIC = "automatic"
    PERSON = "for_a_person"
    NEW = "new"
    LEFT_OUT = "left_out"


_LABELS = {
    Ending.AUTOMATIC: N_("automatic"),
    Ending.PERSON: N_("for a person"),
    Ending.NEW: N_("new"),
    Ending.LEFT_OUT: N_("left out"),
}
_BEGUN = {
    Ending.AUTOMATIC: N_("Automatic"),
    Ending.PERSON: N_("For a person"),
    Ending.NEW: N_("New"),
    Ending.LEFT_OUT: N_("Left out"),
}


def ending(matches: Sequence[Match], settings: MatchingSettings, mode: Mode) -> Ending:
    """What becomes of a row with these likenesses; one that its import does not want is left out."""
    match decide(matches if settings.on else (), settings.batch):
        case Automatic():
            return Ending.LEFT_OUT if mode is Mode.CREATE else Ending.AUTOMATIC
        case NoMatch():
            return Ending.LEFT_OUT if mode is Mode.UPDATE else Ending.NEW
        case _:
            return Ending.PERSON


def difference(
    matches: Sequence[Match], about: str, saved: MatchingSettings, new: MatchingSettings, mode: Mode
) -> Difference | None:
    """How the row would come out otherwise; None where it would not."""
    before, after = ending(matches, saved, mode), ending(matches, new, mode)
    if before is after:
        return None
    return Difference(about, str(_BEGUN[before]), str(_BEGUN[after]), f"{_LABELS[before]} → {_LABELS[after]}")
