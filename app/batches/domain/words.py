"""The short words for where a row stands, as badges show them."""

from typing import assert_never

from app.batches.domain.rows import Action, Outcome
from app.words import _


def outcome_label(outcome: Outcome) -> str:
    """The name of an outcome: "Possible duplicate"."""
    return outcome.value.replace("_", " ").capitalize()


def badge(outcome: Outcome, action: Action, *, changes: int = 0, score: float | None = None) -> str:
    """The words of a row's badge: "Ready · update 2", "Possible duplicate 87.5", "Error".

    A score is never rounded: 94.6 must not look like the 95 from which on nobody is asked.
    """
    label = outcome_label(outcome)
    if outcome is Outcome.READY:
        return f"{label} · {_what(action, changes)}"
    if outcome is Outcome.POSSIBLE_DUPLICATE and score is not None:
        return f"{label} {score:g}"
    return label


def _what(action: Action, changes: int) -> str:
    match action:
        case Action.CREATE:
            return _("create")
        case Action.UPDATE:
            return _("update {changes}", changes=changes)
        case Action.NO_CHANGE | Action.NONE:
            return _("no change")
        case _:
            assert_never(action)
