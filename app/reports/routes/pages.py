"""What every report has: its tabs, the choice of a year, and links to the people behind its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request, url_for

from app.accounts.access import current_workspace
from app.accounts.domain.roles import Module
from app.activity.domain.years import fiscal_year
from app.db import now
from app.reports.domain.spans import FIRST, SHOWN, Period, Years, period
from app.web import htmx
from app.words import N_, _

TABS = (
    ("giving", N_("Giving"), Module.DONATIONS),
    ("events", N_("Events"), Module.EVENTS),
    ("engagement", N_("Email"), Module.EMAIL),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year somebody wants to see, counted in which way."""

    years: Years
    period: Period

    def query(self, **more: Any) -> dict[str, Any]:
        """The parameters that lead to the same year again."""
        return {"years": self.years.value, "year": self.period.year, **more}


def asked() -> Asked:
    """The year that the address names, by default the fiscal one that contains today in the workspace."""
    years = Years.CALENDAR if request.values.get("years") == Years.CALENDAR else Years.FISCAL
    today = now().astimezone(ZoneInfo(current_workspace.timezone)).date()
    year = request.values.get("year", type=int)
    return Asked(years, period(years, year, first_month=current_workspace.fiscal_year_start, today=today))


def page(report: str, shown: Asked, **context: Any) -> Response:
    """One report; asked for a part, without its head."""
    label = next(label for name, label, __ in TABS if name == report)
    return htmx.render(
        "reports/report.html",
        fragment=f"reports/_{report}.html",
        title=_("{report} in {year}", report=label, year=shown.period.label),
        report_name=label,
        body=f"reports/_{report}.html",
        period=shown.period,
        tabs=tabs(report, shown),
        choices=choices(shown),
        kinds=kinds(shown),
        years_kind=shown.years.value,
        people_url=lambda who, **more: people_url(report, shown, who, **more),
        **context,
    )


def tabs(current: str, shown: Asked) -> list[dict[str, Any]]:
    """The reports of the modules that are on."""
    return [
        {"label": label, "url": url_for(f"reports.{name}", **shown.query()), "current": name == current}
        for name, label, module in TABS
        if current_workspace.has(module)
    ]


def choices(shown: Asked) -> Sequence[Period]:
    """The years to choose from, the running one first, the one that is shown among them."""
    here = shown.period
    newest = Period(fiscal_year(here.today, here.first_month), here.first_month, here.today)
    oldest = max(min(here.year, newest.year - SHOWN + 1), FIRST)
    return [newest.before(years) for years in range(newest.year - oldest + 1)]


def kinds(shown: Asked) -> Mapping[str, str]:
    """Fiscal or calendar years; no choice where they are the same."""
    return (
        {} if current_workspace.fiscal_year_start == 1 else {"fiscal": _("Fiscal"), "calendar": _("Calendar")}
    )


def people_url(report: str, shown: Asked, who: str, *, of: Period | None = None, **more: object) -> str:
    """The page of the people behind one number; `of` another year than the one that is shown."""
    year = {"year": of.year} if of else {}
    return url_for("reports.people", report=report, **shown.query(who=who, **more) | year)
