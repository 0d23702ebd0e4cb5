"""The report on events."""

from typing import Any

from flask import Response, current_app, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.reports.domain.attendance import Guests
from app.reports.domain.spans import Period
from app.reports.queries import attendance
from app.reports.queries.attendance import MOST_EVENTS, Calendar
from app.reports.routes import bp
from app.reports.routes.pages import asked, page, people_url
from app.web import charts
from app.web.filters import money, number, percent
from app.words import N_, _, plural

_TWICE = N_("Who came to events of two months counts in both.")
NOBODY = {Guests.REGISTERED: 0, Guests.ATTENDED: 0}


@bp.get("/reports/events")
@requires(Permission.VIEW)
def events() -> Response:
    """The events of a year: who registered, who came, who came back."""
    shown = asked()
    of = Calendar(current_workspace, shown.period)
    listed, months = attendance.events(of), attendance.by_month(of)
    people, (guests, fees) = attendance.people(of), attendance.totals(of)
    return page(
        "events",
        shown,
        listed=listed[:MOST_EVENTS],
        has_more=len(listed) > MOST_EVENTS,
        most=MOST_EVENTS,
        headlines=headlines(people, guests, fees, lambda who: people_url("events", shown, who.value)),
        who=Guests,
        months=[(each, months.get(each.key, NOBODY)) for each in shown.period.months],
        by_month=month_chart(shown.period, months),
        event_url=event_url,
    )


def event_url(event_id: int) -> str | None:
    """The page of one event, where there are such pages."""
    known = "events.show" in current_app.view_functions
    return url_for("events.show", event=event_id) if known else None


def month_chart(period: Period, months: dict[str, dict[Guests, int]]) -> charts.Chart:
    """People who attended in each month, beside those who had registered."""
    rows = [
        (each.words, found[Guests.ATTENDED], found[Guests.REGISTERED])
        for each in period.months
        for found in [months.get(each.key, NOBODY)]
    ]
    return charts.pairs(_("People at events by month"), (_("attended"), _("registered")), rows, words=_TWICE)


def headlines(
    people: dict[Guests, int], guests: int, fees: dict[str, int], link: Any
) -> list[dict[str, Any]]:
    """What one looks for first: who registered, who came, who was new, and what was paid."""
    came = people[Guests.ATTENDED]
    known = came + people[Guests.NO_SHOW]
    paid = [money(amount, code) for code, amount in sorted(fees.items())]
    return [
        _item(
            Guests.REGISTERED,
            _("Registered"),
            people,
            link,
            plural(guests, "and {n} guest with them", "and {n} guests with them"),
        ),
        _item(
            Guests.ATTENDED,
            _("Attended"),
            people,
            link,
            _("{share} of those who came or did not", share=percent(came, known)),
        ),
        _item(Guests.NO_SHOW, _("No-show"), people, link, _("did not come")),
        _item(
            Guests.FIRST_TIME,
            _("Came for the first time"),
            people,
            link,
            _("{share} of those who attended", share=percent(people[Guests.FIRST_TIME], came)),
        ),
        _item(Guests.RETURNING, _("Came again"), people, link, _("had attended before")),
        _item(
            Guests.GAVE,
            _("Attended and gave"),
            people,
            link,
            _("{share} of those who attended", share=percent(people[Guests.GAVE], came)),
        ),
        *({"label": _("Fees"), "value": amount, "note": _("of registrations that stand")} for amount in paid),
    ]


def _item(who: Guests, label: str, people: dict[Guests, int], link: Any, note: str) -> dict[str, Any]:
    count = people[who]
    return {"label": label, "value": number(count), "url": link(who) if count else None, "note": note}
