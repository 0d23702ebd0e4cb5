"""Short spellings of resolutions for the tests of the screen."""

from typing import Any

from app.constituents.domain.record import Band, Existing, Incoming
from app.resolution.domain.lines import Line, Mark
from app.resolution.domain.sheet import Question, Sheet, sheet
from app.resolution.domain.stance import Stance, Stances
from app.updates.domain.entry import EntryKind
from app.updates.domain.rules import UpdateRules
from tests.updates.domain.people import DEFAULTS, TODAY

OPEN, RULES, DISCARD = Stances(), Stances(otherwise=Stance.RULES), Stances(otherwise=Stance.IGNORE)


def asked(existing: Existing, incoming: Incoming, rules: UpdateRules = DEFAULTS, **more: Any) -> Question:
    told: dict[str, Any] = {"band": Band.POSSIBLE, "entry": EntryKind.IMPORTED_BATCH, "today": TODAY, **more}
    return Question(existing=existing, incoming=incoming, rules=rules, **told)


def shown(existing: Existing, incoming: Incoming, stances: Stances = RULES, **more: Any) -> Sheet:
    return sheet(asked(existing, incoming, **more), stances)


def chosen(stance: Stance, *refs: str) -> Stances:
    """This stance for these lines, the rules for the others."""
    return Stances(dict.fromkeys(refs, stance), Stance.RULES)


def line(told: Sheet, label: str, at: int = 0) -> Line:
    """The line with this label, or the one after so many others of the same."""
    return [each for each in told.lines if each.label == label][at]


def words(marks: tuple[Mark, ...]) -> list[str]:
    """Each value with what is said beside it."""
    return [f"{mark.text} ({mark.told})" if mark.told else mark.text for mark in marks]


def labels(told: Line) -> list[str]:
    """What the line offers; the chosen answer begins with an asterisk."""
    return [f"{'*' if option.chosen else ''}{option.label}" for option in told.options]
