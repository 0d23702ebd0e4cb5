"""Whom an address of the page of people means."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import abort, request

from app.accounts.access import current_workspace
from app.reports.domain import audience_words, giving_words
from app.reports.domain.attendance import Guests
from app.reports.domain.engagement import Readers
from app.reports.domain.giving import OF_PARTS, Donors
from app.reports.queries import attendance, engagement, giving, giving_parts
from app.reports.queries.attendance import Calendar
from app.reports.queries.people import Behind, among
from app.reports.routes.giving import view_of
from app.reports.routes.pages import Asked
from app.words import _

Number = TypeVar("Number", bound=StrEnum)
_LONGEST = 200


def behind(report: str, shown: Asked) -> Behind:
    """The people behind the number that the address names; 404 where there is no such number."""
    if report not in _BEHIND:
        abort(404)
    return _BEHIND[report](shown)


def _one_of(kind: type[Number]) -> Number:
    """Whom the address asks for, by default the first number; 404 for what is no number of this report."""
    try:
        return kind(request.values.get("who") or next(iter(kind)))
    except ValueError:
        abort(404)


def _named(value: str) -> dict[str, str]:
    return {"value": value} if value else {}


def _value() -> str:
    return request.values.get("value", "")[:_LONGEST]


def _donors(shown: Asked) -> Behind:
    kind, view, value, period = _one_of(Donors), view_of(shown), _value(), shown.period
    takes_value = kind in OF_PARTS
    return Behind(
        among(giving.who_gave(view, kind, value)),
        giving_words.heading(kind, period, value),
        giving_words.meaning(kind, period),
        query={"currency": view.currency, **({"value": value} if takes_value else {})},
        columns=(
            _("Gave in {year}", year=period.last_label),
            _("Gave in {year}", year=period.label),
        ),
        currency=view.currency,
        amounts=lambda ids: giving_parts.amounts_of(view, ids),
    )


def _guests(shown: Asked) -> Behind:
    who, value, period = _one_of(Guests), _value(), shown.period
    of = Calendar(current_workspace, period)
    at = attendance.name_of(of, value) or audience_words.when(period, value)
    return Behind(
        attendance.who_came(of, who, value),
        audience_words.guest_heading(who, at),
        audience_words.guest_meaning(who, period),
        query=_named(value),
    )


def _readers(shown: Asked) -> Behind:
    who, value, period = _one_of(Readers), _value(), shown.period
    return Behind(
        engagement.who_read(current_workspace, period, who, value),
        audience_words.reader_heading(who, audience_words.when(period, value)),
        audience_words.reader_meaning(who),
        query=_named(value),
    )


_BEHIND: dict[str, Callable[[Asked], Behind]] = {
    "giving": _donors,
    "events": _guests,
    "engagement": _readers,
}
