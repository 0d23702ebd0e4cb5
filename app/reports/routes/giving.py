"""The report on giving."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import GiftStatus
from app.reports.domain.spans import Month, Span
from app.reports.queries import giving as queries
from app.reports.queries import giving_parts
from app.reports.queries.giving import View
from app.reports.queries.giving_parts import MOST_PARTS, Sum, Totals
from app.reports.routes import bp
from app.reports.routes.movements import Link, headlines, movements
from app.reports.routes.pages import TABS, Asked, asked, page, people_url
from app.web import charts, htmx
from app.web.charts import Chart
from app.web.filters import money
from app.words import _


@bp.get("/reports")
@requires(Permission.VIEW)
def index() -> Response:
    """The first report whose module is on."""
    names = [name for name, __, module in TABS if current_workspace.has(module)]
    return htmx.redirect(url_for(f".{[*names, 'engagement'][0]}"))


@bp.get("/reports/giving")
@requires(Permission.VIEW)
def giving() -> Response:
    """A year of giving beside the one before: money, donors, months, years, funds and campaigns."""
    totals, shown = giving_parts.totals(current_workspace), asked()
    currency = currency_of(totals)
    view = View(current_workspace, shown.period, currency, alone=set(totals) <= {currency})
    sums = totals.get(view.currency, {})
    return page(
        "giving",
        shown,
        view=view,
        is_empty=not totals,
        currencies=sorted({*totals, view.currency}),
        most=MOST_PARTS,
        **(numbers(view, sums, partial(people_url, "giving", shown)) if totals else {}),
    )


def numbers(view: View, sums: Mapping[Month, Sum], link: Link) -> dict[str, Any]:
    """Everything that the report tells, once there is anything to tell."""
    found, years = queries.figures(view), giving_parts.by_year(sums, view.period)
    funds, campaigns, appeals = giving_parts.parts(view)
    none = Sum()
    return {
        "found": found,
        "headlines": headlines(view, found, link),
        "movements": movements(view, found, link),
        "months": [
            (each, sums.get(each, none), sums.get(year_before(each), none)) for each in view.period.months
        ],
        "people_of": giving_parts.donors_by_month(view),
        "years": [(each, years[each.year]) for each in reversed(list(view.period.shown))],
        "kept": giving_parts.donors_by_year(view),
        "gifts_url": lambda span: gifts_url(view.currency, span),
        "funds": funds,
        "campaigns": campaigns,
        "appeals": appeals,
        "by_month": month_chart(view, sums),
        "by_year": year_chart(view, years),
    }


def view_of(shown: Asked) -> View:
    """The giving that a page of people is about, in the currency that its address names."""
    wanted = request.values.get("currency", "").upper()
    is_code = len(wanted) == 3 and wanted.isascii() and wanted.isalpha()
    currency = wanted if is_code else current_workspace.currency
    alone = giving_parts.is_alone(current_workspace, currency)
    return View(current_workspace, shown.period, currency, alone=alone)


def currency_of(totals: Totals) -> str:
    """The currency asked for where there is giving in it, else the workspace's, else that of most gifts."""
    asked_for, own = request.args.get("currency", "").upper(), current_workspace.currency
    if asked_for in totals:
        return asked_for
    gifts = {code: sum(each.gifts for each in months.values()) for code, months in totals.items()}
    return own if own in gifts or not gifts else max(gifts, key=lambda code: (gifts[code], code))


def year_before(month: Month) -> Month:
    """The same month of the year before."""
    return Month(month.year - 1, month.month)


def gifts_url(currency: str, span: Span) -> str:
    """The gifts and refunds that a sum is made of."""
    days: dict[str, Any] = {"from": span.start.isoformat(), "to": span.last.isoformat()}
    return url_for("giving.index", currency=currency, status=GiftStatus.SETTLED.value, **days)


def month_chart(view: View, months: Mapping[Month, Sum]) -> Chart:
    """What each month brought, beside the same month of the year before."""
    none, period = Sum(), view.period
    rows = [
        (each.words, months.get(each, none).given, months.get(year_before(each), none).given)
        for each in period.months
    ]
    return charts.pairs(_("Giving by month"), (period.label, period.last_label), rows, writer(view))


def year_chart(view: View, years: Mapping[int, Sum]) -> Chart:
    """What each of ten years brought."""
    given = {year: each.given for year, each in years.items()}
    return charts.giving(given, current=view.period.year, write=writer(view), running=view.period.is_running)


def writer(view: View) -> Callable[[int], str]:
    """How amounts of the report are written."""
    return lambda minor: money(minor, view.currency)
