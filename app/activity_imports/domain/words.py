"""Rows of an activity import in words for volunteers: what happened, why a row waits, what was changed."""

from collections.abc import Mapping

from app.batches.domain.rows import Action, Outcome, RowState

WAITS: Mapping[str, str] = {
    "not_arrived": "The gift that is given back has not arrived",
    "equal": "Says just the same as an earlier row",
    "nobody": "Nobody on record has this email or ID",
    "alike": "Somebody on record is alike, under another email",
    "household": "The email belongs to somebody with another name",
    "several": "Several people have this email",
    "ended_email": "The email is one that somebody no longer uses",
    "no_who": "The row names nobody by email or ID",
    "ids": "ID and email point at different people",
    "gift_unknown": "The gift that is given back is not on record",
    "gift_waits": "The gift that is given back waits itself",
    "too_much": "More is given back than is left of the gift",
    "other_currency": "Another currency than the gift that is given back",
    "stale": "Changed by somebody since the check",
    "gone": "The person chosen for the row is not here anymore",
    "erased_address": "Somebody with this address asked to be erased",
}
"""Why a row waits for a person."""
LEFT_OUT: Mapping[str, str] = {
    "repeated": "Tells of the same as an earlier row",
    "waits_already": "Waits already, since an earlier import",
    "staff": "Left out by staff",
    "test": "Made to test: nothing happened",
    "memo": "Memo of the payment tool: no money moved",
    "own_money": "Moves your own money",
    "won_back": "A chargeback’s money came back: remove its refund on the gift’s page",
    "out": "Money that left the account",
    "nothing": "The amount is zero",
    "left_out": "Has a word that the columns page leaves out",
    "no_mailing": "Came out of no mailing",
}
"""Why a row was left out."""
_FIXES: Mapping[str, str] = {
    "not_arrived": "Check again when the gift is settled on record.",
    "equal": "If it is another one, record it too; if the file has one twice, leave it out.",
    "nobody": "Choose who it is, or create a constituent.",
    "alike": "Choose who it is, or create a constituent.",
    "household": "Two people may share an inbox: choose who it was, or create a constituent.",
    "several": "Choose which of them it was.",
    "ended_email": "Say whether it is still the same person.",
    "no_who": "Choose who it is, or leave the row out.",
    "ids": "Choose which of them it was.",
    "gift_unknown": "Import the file with the gift first, then check again; or leave the row out.",
    "gift_waits": "Settle the row of the gift; this one follows.",
    "too_much": "Compare with the gift on record; then leave the row out or check again.",
    "other_currency": "Money goes back in the currency of its gift: compare the two, then edit the row.",
    "stale": "Check again: the row is compared with your records as they are now.",
    "gone": "Choose somebody else, or check again.",
    "erased_address": "Leave it out; or, if they came back, add them by hand and choose them.",
}
_FIELDS: Mapping[str, str] = {
    "amount": "Amount",
    "currency": "Currency",
    "received_on": "Date received",
    "status": "Status",
    "kind": "Kind of gift",
    "fund": "Fund",
    "campaign": "Campaign",
    "appeal": "Appeal",
    "method": "Method",
    "note": "Note",
    "anonymous": "Anonymous",
    "refunded": "Given back",
    "registered_at": "Registered",
    "ticket": "Ticket",
    "fee": "Fee",
    "guests": "Guests",
    "checked_in_at": "Checked in",
}


def cause_words(cause: str, example: str = "") -> str:
    """Why rows wait or were left out; an error is told by what is wrong in one of its rows."""
    return WAITS.get(cause) or LEFT_OUT.get(cause) or example or cause.replace("_", " ").capitalize()


def fix_words(cause: str) -> str:
    """What to do about it; "" where the row itself says so."""
    return _FIXES.get(cause, "")


def field_label(field: str) -> str:
    """What people call a field of a gift or a registration."""
    return _FIELDS.get(field) or field.replace("_", " ").capitalize()


def waits_for(cause: str) -> str:
    """What a row waits for, in a word or two on its mark."""
    return _MARKS.get(cause, "Whose is it?")


def how_found(why: str) -> str:
    """How the person of a row was found; "" where nothing is said of it."""
    return _FOUND.get(why, "")


def listed(numbers: Mapping[str, int]) -> str:
    """Numbers with what they count, those of nothing left out: "110 new · 3 changed"."""
    return " · ".join(f"{number:,} {what}" for what, number in numbers.items() if number)


def became(outcome: Outcome, action: Action, state: RowState) -> str:
    """What became of a row, for a file: "recorded", "waits for a person"."""
    if state is RowState.APPLIED:
        return _DONE.get(action, "on record already")
    if state is RowState.REVERTED:
        return "taken back"
    if state is RowState.KEPT:
        return "stays"
    return _STANDS[outcome]


OF_GIFTS = frozenset({"gift_unknown", "gift_waits", "not_arrived", "too_much", "other_currency"})
"""Causes of rows that wait for the gift which they give back, and not for somebody's name."""
_MARKS = dict.fromkeys(OF_GIFTS, "About its gift") | {"equal": "Twice?", "stale": "Check again"}
_FOUND = {
    "email": "found by the email",
    "id": "found by the ID",
    "staff": "chosen by your staff",
    "known": "it is on record as theirs",
    "added": "added by this row",
}
_DONE = {Action.CREATE: "recorded", Action.UPDATE: "changed"}
_STANDS = {
    Outcome.READY: "ready, not committed",
    Outcome.ERROR: "cannot be read",
    Outcome.POSSIBLE_DUPLICATE: "waits for a person",
    Outcome.CONFLICT: "waits for a person",
    Outcome.SKIPPED: "left out",
}
