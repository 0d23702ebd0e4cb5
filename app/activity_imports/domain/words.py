"""Rows of an activity import in words for volunteers: what happened, why a row waits, what was changed."""

from collections.abc import Mapping

from app.batches.domain.rows import Action, Outcome, RowState
from app.words import N_, _, figure

WAITS: Mapping[str, str] = {
    "not_arrived": N_("The gift that is given back has not arrived"),
    "equal": N_("Says just the same as an earlier row"),
    "nobody": N_("Nobody on record is found by email or ID"),
    "alike": N_("Somebody on record is alike, under another email"),
    "household": N_("The email belongs to somebody with another name"),
    "several": N_("Several people have this email"),
    "ended_email": N_("The email is one that somebody no longer uses"),
    "no_who": N_("The row names nobody by email or ID"),
    "ids": N_("ID and email point at different people"),
    "gift_unknown": N_("The gift that is given back is not on record"),
    "gift_waits": N_("The gift that is given back waits itself"),
    "too_much": N_("More is given back than is left of the gift"),
    "other_currency": N_("Another currency than the gift that is given back"),
    "stale": N_("Changed by somebody since the check"),
    "gone": N_("The person chosen for the row is not here anymore"),
    "erased_address": N_("Somebody with this address asked to be erased"),
}
"""Why a row waits for a person."""
LEFT_OUT: Mapping[str, str] = {
    "repeated": N_("Tells of the same as an earlier row"),
    "waits_already": N_("Waits already, since an earlier import"),
    "staff": N_("Left out by staff"),
    "test": N_("Made to test: nothing happened"),
    "memo": N_("Memo of the payment tool: no money moved"),
    "own_money": N_("Moves your own money"),
    "won_back": N_("A chargeback’s money came back: remove its refund on the gift’s page"),
    "out": N_("Money that left the account"),
    "nothing": N_("The amount is zero"),
    "left_out": N_("Has a word that the columns page leaves out"),
    "no_mailing": N_("Came out of no mailing"),
}
"""Why a row was left out."""
_FIXES: Mapping[str, str] = {
    "not_arrived": N_("Check again when the gift is settled on record."),
    "equal": N_("If it is another one, record it too; if the file has one twice, leave it out."),
    "nobody": N_("Choose who it is, or create a constituent."),
    "alike": N_("Choose who it is, or create a constituent."),
    "household": N_("Two people may share an inbox: choose who it was, or create a constituent."),
    "several": N_("Choose which of them it was."),
    "ended_email": N_("Say whether it is still the same person."),
    "no_who": N_("Choose who it is, or leave the row out."),
    "ids": N_("Choose which of them it was."),
    "gift_unknown": N_("Import the file with the gift first, then check again; or leave the row out."),
    "gift_waits": N_("Settle the row of the gift; this one follows."),
    "too_much": N_("Compare with the gift on record; then leave the row out or check again."),
    "other_currency": N_("Money goes back in the currency of its gift: compare the two, then edit the row."),
    "stale": N_("Check again: the row is compared with your records as they are now."),
    "gone": N_("Choose somebody else, or check again."),
    "erased_address": N_("Leave it out; or, if they came back, add them by hand and choose them."),
}
_FIELDS: Mapping[str, str] = {
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "received_on": N_("Date received"),
    "status": N_("Status"),
    "kind": N_("Kind of gift"),
    "fund": N_("Fund"),
    "campaign": N_("Campaign"),
    "appeal": N_("Appeal"),
    "method": N_("Method"),
    "note": N_("Note"),
    "anonymous": N_("Anonymous"),
    "refunded": N_("Given back"),
    "registered_at": N_("Registered"),
    "ticket": N_("Ticket"),
    "fee": N_("Fee"),
    "guests": N_("Guests"),
    "checked_in_at": N_("Checked in"),
}


def cause_words(cause: str, example: str = "") -> str:
    """Why rows wait or were left out; an error is told by what is wrong in one of its rows."""
    return str(WAITS.get(cause) or LEFT_OUT.get(cause) or example or cause.replace("_", " ").capitalize())


def fix_words(cause: str) -> str:
    """What to do about it; "" where the row itself says so."""
    return str(_FIXES.get(cause, ""))


def field_label(field: str) -> str:
    """What people call a field of a gift or a registration."""
    return str(_FIELDS[field]) if field in _FIELDS else field.replace("_", " ").capitalize()


def waits_for(cause: str) -> str:
    """What a row waits for, in a word or two on its mark."""
    return str(_MARKS.get(cause, _WHOSE))


def how_found(why: str) -> str:
    """How the person of a row was found; "" where nothing is said of it."""
    return str(_FOUND.get(why, ""))


def listed(numbers: Mapping[str, int]) -> str:
    """Numbers with what they count, those of nothing left out: "110 new · 3 changed"."""
    return " · ".join(f"{figure(number)} {what}" for what, number in numbers.items() if number)


def became(outcome: Outcome, action: Action, state: RowState) -> str:
    """What became of a row, for a file: "recorded", "waits for a person"."""
    if state is RowState.APPLIED:
        return str(_DONE.get(action, _KNOWN))
    if state is RowState.REVERTED:
        return _("taken back")
    if state is RowState.KEPT:
        return _("stays")
    return str(_STANDS[outcome])


OF_GIFTS = frozenset({"gift_unknown", "gift_waits", "not_arrived", "too_much", "other_currency"})
"""Causes of rows that wait for the gift which they give back, and not for somebody's name."""
_WHOSE = N_("Whose is it?")
_MARKS = dict.fromkeys(OF_GIFTS, N_("About its gift")) | {"equal": N_("Twice?"), "stale": N_("Check again")}
_FOUND = {
    "email": N_("found by the email"),
    "id": N_("found by the ID"),
    "staff": N_("chosen by your staff"),
    "known": N_("it is on record as theirs"),
    "added": N_("added by this row"),
}
_KNOWN = N_("on record already")
_DONE = {Action.CREATE: N_("recorded"), Action.UPDATE: N_("changed")}
_STANDS = {
    Outcome.READY: N_("ready, not committed"),
    Outcome.ERROR: N_("cannot be read"),
    Outcome.POSSIBLE_DUPLICATE: N_("waits for a person"),
    Outcome.CONFLICT: N_("waits for a person"),
    Outcome.SKIPPED: N_("left out"),
}
