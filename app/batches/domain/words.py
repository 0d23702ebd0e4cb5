"""The short words for what ready rows would do, as badges and counts show them."""

from app.batches.domain.rows import Action
from app.words import _, plural


def does(action: Action, changes: int) -> str:
    """What one ready row does, beside the word "Ready": "new", "2 changes"."""
    if action is Action.UPDATE:
        return plural(changes, "{n} change", "{n} changes")
    return _("new") if action is Action.CREATE else _("no change")


def do(*, new: int, updates: int, unchanged: int) -> str:
    """What the ready rows do, each kind with its number: "15 new · 12 updates"; blank for no rows."""
    told = (
        (new, plural(new, "{n} new", "{n} new")),
        (updates, plural(updates, "{n} update", "{n} updates")),
        (unchanged, plural(unchanged, "{n} no change", "{n} no change")),
    )
    return " · ".join(words for number, words in told if number)


def will(*, add: int, update: int, leave: int) -> str:
    """What a commit does to people, a sentence for each kind there is: "Add 3 people. Update 1 person."."""
    told = (
        (add, plural(add, "Add {n} person.", "Add {n} people.")),
        (update, plural(update, "Update {n} person.", "Update {n} people.")),
        (leave, plural(leave, "Leave {n} person as they are.", "Leave {n} people as they are.")),
    )
    return " ".join(words for number, words in told if number)
