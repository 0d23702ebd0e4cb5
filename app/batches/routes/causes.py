"""What rows have in common that wait for a person, or were left out, in words."""

from dataclasses import dataclass

from app.batches.domain.rows import Outcome
from app.batches.domain.several import verbs_for
from app.batches.domain.tally import Cause
from app.batches.domain.touched import ALIKE, fields_in
from app.words import N_, _, plural

_WORDS = {
    "score": N_("May be somebody you know already"),
    "rule": N_("One of your update rules asks a person to decide"),
    "lent": N_("The email is also somebody else's"),
    "ambiguous": N_("Two people fit equally well"),
    "ids": N_("IDs and email point at different people"),
    "external_id": N_("The ID in the other system belongs to somebody else"),
    "target": N_("The person chosen for the row is not here anymore"),
    "erased_address": N_("Somebody with this address asked to be erased"),
    "row_alike": N_("May be the new person of another row"),
    "row_known": N_("May be the person on record of another row"),
    "row_rule": N_("A rule asks about the new person of another row"),
    "row_gone": N_("Was joined to a row that no longer adds that person"),
    "stale": N_("Changed by somebody since the check"),
    "twin": N_("Repeats the email of an earlier row"),
    "staff": N_("Left out by staff"),
    "mode": N_("Left out because of what is allowed here"),
    "erased": N_("The person in the row was erased"),
    "uploaded_again": N_("Uploaded again in another import"),
}


_BUTTONS = {
    "twin": N_("Keep both…"),
    "staff": N_("Restore…"),
    "uploaded_again": N_("Restore…"),
    "stale": N_("Check again…"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A cause with how many rows have it; `button` opens what can be done with all of them at once."""

    outcome: Outcome
    cause: str
    rows: int
    words: str
    button: str

    @property
    def sentence(self) -> str:
        """The rows and what they have in common: "37 rows differ only in nickname"."""
        if not self.cause.startswith(ALIKE):
            words = f"{self.words[:1].lower()}{self.words[1:]}"
            return plural(self.rows, "{n} row: {words}", "{n} rows: {words}", words=words)
        if fields := fields_in(self.cause):
            return plural(
                self.rows,
                "{n} row differs only in {fields}",
                "{n} rows differ only in {fields}",
                fields=fields,
            )
        return plural(
            self.rows,
            "{n} row says nothing that is not on record",
            "{n} rows say nothing that is not on record",
        )


def named(cause: Cause) -> Named:
    """The cause in words; an error is told by what is wrong in one of its rows."""
    return Named(cause.outcome, cause.cause, cause.rows, _in_words(cause), _button(cause))


def _in_words(cause: Cause) -> str:
    if cause.cause.startswith(ALIKE):
        if fields := fields_in(cause.cause):
            return _("May be somebody you know: differ only in {fields}", fields=fields)
        return _("May be somebody you know: nothing new in the row")
    if cause.cause in _WORDS:
        return str(_WORDS[cause.cause])
    return cause.example or cause.cause.replace("_", " ").capitalize()


def _button(cause: Cause) -> str:
    """What the button says; "" where there is nothing to do at once."""
    if cause.outcome is Outcome.ERROR:
        return _("Mend all…")
    if not verbs_for(cause.outcome, cause.cause):
        return ""
    return _BUTTONS.get(cause.cause, N_("Decide once…"))
