"""Whom an address of the page of people means."""

from collections.abc import Callable

from flask import abort, request

from app.reports.domain import words
from app.reports.domain.giving import Donors
from app.reports.queries import giving, giving_parts
from app.reports.queries.people import Behind, among
from app.reports.routes.giving import view_of
from app.reports.routes.pages import Asked

_LONGEST = 200


def behind(report: str, shown: Asked) -> Behind:
    """The people behind the number that the address names; 404 where there is no such number."""
    if report not in _READERS:
        abort(404)
    return _READERS[report](shown)


def _value() -> str:
    return request.values.get("value", "")[:_LONGEST]


def _donors(shown: Asked) -> Behind:
    if (who := request.values.get("who", "")) not in set(Donors):
        abort(404)
    view, kind, value, period = view_of(shown), Donors(who), _value(), shown.period
    return Behind(
        among(giving.who_gave(view, kind, value)),
        words.heading(kind, period, value),
        words.meaning(kind, period),
        query={"currency": view.currency, "value": value} if value else {"currency": view.currency},
        columns=(f"Gave in {period.last_label}", f"Gave in {period.label}"),
        currency=view.currency,
        amounts=lambda ids: giving_parts.amounts_of(view, ids),
    )


_READERS: dict[str, Callable[[Asked], Behind]] = {"giving": _donors}
