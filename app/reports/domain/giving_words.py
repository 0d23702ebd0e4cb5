"""What the people behind a number are called, and the sentence that says who they are."""

from app.reports.domain.giving import Donors
from app.reports.domain.spans import Month, Period
from app.words import _


def heading(who: Donors, period: Period, value: str = "") -> str:
    """The title of the page of these people."""
    this, last = period.label, period.last_label
    return {
        Donors.GAVE: _("Gave in {this}", this=this),
        Donors.NEW: _("First-time donors of {this}", this=this),
        Donors.RETAINED: _("Gave in {last} and in {this}", last=last, this=this),
        Donors.RECOVERED: _("Came back in {this}", this=this),
        Donors.LYBUNT: _("LYBUNT: gave in {last}, not in {this}", last=last, this=this),
        Donors.SYBUNT: _("SYBUNT: gave before {last}, not since", last=last),
        Donors.UPGRADED: _("Gave more in {this} than in {last}", this=this, last=last),
        Donors.SAME: _("Gave as much in {this} as in {last}", this=this, last=last),
        Donors.DOWNGRADED: _("Gave less in {this} than in {last}", this=this, last=last),
        Donors.GAVE_LAST: _("Gave in {last}", last=last),
        Donors.GAVE_BY_NOW: _("Had given in {last} by this day", last=last),
        Donors.NEW_LAST: _("First-time donors of {last}", last=last),
        Donors.NEW_KEPT: _("First-time donors of {last} who gave again", last=last),
        Donors.MONTH: _("Gave in {month}", month=_month(value, period)),
        Donors.FUND: _("Gave to “{value}” in {this}", value=value, this=this)
        if value
        else _("Gave without a fund in {this}", this=this),
        Donors.CAMPAIGN: _("Gave to “{value}” in {this}", value=value, this=this)
        if value
        else _("Gave without a campaign in {this}", this=this),
        Donors.APPEAL: _("Answered “{value}” in {this}", value=value, this=this)
        if value
        else _("Gave without an appeal in {this}", this=this),
    }[who]


def meaning(who: Donors, period: Period) -> str:
    """Who they are, in one sentence."""
    this, last, so_far = period.label, period.last_label, _(" so far") if period.is_running else ""
    return {
        Donors.NEW: f"Their first gift of all was in {this}.",
        Donors.RETAINED: f"At least one gift in each of the two years{so_far}.",
        Donors.RECOVERED: f"A gift in {this}, none in {last}, and one in some year before.",
        Donors.LYBUNT: f"Last year but unfortunately not this: a gift in {last} and none in {this}{so_far}.",
        Donors.SYBUNT: (
            f"Some year but unfortunately not this: a gift before {last}, none in {last} and none "
            f"in {this}{so_far}."
        ),
        Donors.UPGRADED: f"They gave in both years, and the sum of {this}{so_far} is higher.",
        Donors.SAME: f"They gave in both years, and both sums are the same{so_far}.",
        Donors.DOWNGRADED: f"They gave in both years, and the sum of {this}{so_far} is lower.",
        Donors.GAVE_BY_NOW: f"A gift in {last} up to the day that today was a year ago.",
        Donors.NEW_LAST: f"Their first gift of all was in {last}.",
        Donors.NEW_KEPT: f"Their first gift of all was in {last}, and there is another in {this}{so_far}.",
    }.get(who, "At least one gift that arrived, refunds aside.")


def _month(value: str, period: Period) -> str:
    found: Month | None = next((each for each in period.months if each.key == value), None)
    return found.words if found else _("no month of this year")
