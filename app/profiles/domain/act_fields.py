"""What an act changed, in words: fields of the journal, and how many people."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from app.profiles.domain.entries import named
from app.updates.domain.words import journal_label
from app.words import N_, _, plural

NAME = "\x1f"
"""Stands for the name of the thing while a sentence is made: the page makes a link of it."""


class Told(NamedTuple):
    """A sentence without its actor: what stands before the name of the thing, the name, what stands after."""

    does: str
    name: str = ""
    then: str = ""


def about(sentence: str, name: str) -> Told:
    """A whole sentence, said with `NAME` in the place of the name, as what stands before and after it."""
    does, __, then = sentence.partition(NAME)
    return Told(does.rstrip(), name, then)


class Line(Protocol):
    """A line of the journal, as far as its words need it."""

    @property
    def field(self) -> str: ...
    @property
    def before(self) -> Any | None: ...
    @property
    def after(self) -> Any | None: ...


def people(ids: Any) -> str:
    """How many people, from their number or their ids."""
    count = ids if isinstance(ids, int) else len(ids or ())
    return plural(count, "one person", "{n} people")


def fields_in_words(lines: Sequence[Line]) -> str:
    """The fields that changed, in the order in which they did."""
    return named([_word(line) for line in reversed(lines)]).lower()


def _word(line: Line) -> str:
    if line.field == "matching":
        return _("matching turned on") if line.after else _("matching turned off")
    if line.field.startswith("update_rules."):
        return _("update rules")
    return str(_WORDS.get(line.field) or journal_label(line.field))


_WORDS = {
    "is_opt_in": N_("how one joins"),
    "reach": N_("whom mail about it reaches"),
    "is_public": N_("who sees it"),
    "frequency": N_("how often"),
    "fiscal_year_start": N_("start of the fiscal year"),
    "consent_policy": N_("people who never chose"),
    "consent_rules.implied_months": N_("when implied consent lapses"),
    "consent_rules.implied_by": N_("what implies consent"),
    "consent_rules.soft_opt_in_since": N_("from when on a soft opt-in counts"),
    "consent_rules.soft_opt_in_by": N_("on what occasions a soft opt-in counts"),
    "consent_rules.cap": N_("how often people are emailed"),
    "public_email": N_("email address for supporters"),
    "accent": N_("color of the preference page"),
    "timezone": N_("time zone"),
    "locale": N_("language"),
    "note.next_step": N_("next step"),
    "matching_automatic": N_("threshold of automatic matches"),
    "matching_possible": N_("threshold of possible matches"),
    "matching_possible_by_hand": N_("threshold for hand entry"),
}
