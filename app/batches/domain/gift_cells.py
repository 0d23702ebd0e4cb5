"""What single cells about a gift say: its day, its kind, its status, a tribute, yes or no."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from app.activity.domain.drafts import statuses_from
from app.activity.domain.gift_words import KINDS, STATUSES, TRIBUTES
from app.activity.domain.kinds import GiftKind, GiftStatus, TributeKind
from app.batches.domain.cells import LOST
from app.batches.domain.gift_fields import GiftField
from app.constituents.domain.dates import DateFormat, PartialDate, parse_date
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import fold
from app.words import N_, _, figure

_C = TypeVar("_C")
_SHOWN = 60
_YEARS_BACK = 50
_DAY = N_("a day like 2026-10-31")


def day_of(text: str, order: DateFormat, today: date) -> date | Problem:
    """The day, year first or as the country writes it; two figures of a year are of the last fifty years."""
    found = parse_date(text, order)
    if isinstance(found, Problem):
        found = parse_date(text, order, latest=date(today.year, 12, 31))
        if isinstance(found, PartialDate) and (found.year or 0) < today.year - _YEARS_BACK:
            return Problem(
                _("“{words}” may be of two centuries.", words=text[:_SHOWN]),
                _DAY,
                _("Type the year in four figures."),
            )
    if isinstance(found, Problem):
        return Problem(found.what, _DAY, found.fix)
    if not found.is_full:
        return Problem(
            _("“{words}” is no full day.", words=text[:_SHOWN]), _DAY, _("Type day, month and year.")
        )
    return date.fromisoformat(str(found))


def kind_of(text: str) -> GiftKind | Problem:
    """The kind of gift, by its name on the form."""
    return _one_of(text, _KINDS, KINDS.values())


def status_of(text: str) -> GiftStatus | Problem:
    """The status of a gift that is not recorded yet, by its name on the form."""
    return _one_of(text, _STATUSES, (STATUSES[status] for status in statuses_from(None)))


def tribute_of(text: str) -> TributeKind | Problem:
    """Whether a gift is in honor or in memory, by the words on the form or shorter ones."""
    return _one_of(text, _TRIBUTES, TRIBUTES.values())


def anonymous_of(text: str) -> bool | Problem:
    """Yes or no."""
    return _one_of(text, _ANSWERS, ("yes", "no"))


def missing(what: str) -> Problem:
    """A gift has to say this."""
    return Problem(
        _("The {what} is missing.", what=what), _("one in every row"), _("Type the {what}.", what=what)
    )


def too_long(field: GiftField, text: str) -> Problem:
    """The text cannot be kept as it is."""
    if LOST in text:
        what = _("“{words}” has a character that could not be read.", words=text[:_SHOWN])
        return Problem(what, _("readable text"), _("Type the value again."))
    return Problem(
        _("{label} has {total} characters.", label=field.label, total=figure(len(text))),
        _("at most {longest}", longest=figure(field.longest)),
        _("Shorten it."),
    )


def _one_of(text: str, known: dict[str, _C], offered: Iterable[str]) -> _C | Problem:
    found = known.get(_key(text))
    if found is not None:
        return found
    choices = ", ".join(offered)
    return Problem(
        _("“{words}” is not known here.", words=text[:_SHOWN]),
        _("one of: {choices}", choices=choices),
        _("Write one of: {choices}.", choices=choices),
    )


def _key(text: str) -> str:
    return fold(text.replace("_", " "))


_KINDS = {_key(said): kind for kind, label in KINDS.items() for said in (kind.value, label)}
_STATUSES = {
    _key(said): status for status in statuses_from(None) for said in (status.value, STATUSES[status])
}
_SHORT = {
    **dict.fromkeys(("in honor", "in honour of", "in honour", "honor", "honour"), TributeKind.IN_HONOR),
    **dict.fromkeys(("in memory", "memory", "in memoriam"), TributeKind.IN_MEMORY),
}
_TRIBUTES = {_key(label): kind for kind, label in TRIBUTES.items()} | _SHORT
_ANSWERS = dict.fromkeys(("yes", "y", "true", "x", "1"), True) | dict.fromkeys(
    ("no", "n", "false", "0"), False
)
