"""What the people behind a number are called, and the sentence that says who they are."""

from app.reports.domain.giving import Donors
from app.reports.domain.spans import Month, Period


def heading(who: Donors, period: Period, value: str = "") -> str:
    """The title of the page of these people."""
    this, last = period.label, period.last_label
    return {
        Donors.GAVE: f"Gave in {this}",
        Donors.NEW: f"First-time donors of {this}",
        Donors.RETAINED: f"Gave in {last} and in {this}",
        Donors.RECOVERED: f"Came back in {this}",
        Donors.LYBUNT: f"LYBUNT: gave in {last}, not in {this}",
        Donors.SYBUNT: f"SYBUNT: gave before {last}, not since",
        Donors.UPGRADED: f"Gave more in {this} than in {last}",
        Donors.SAME: f"Gave as much in {this} as in {last}",
        Donors.DOWNGRADED: f"Gave less in {this} than in {last}",
        Donors.GAVE_LAST: f"Gave in {last}",
        Donors.GAVE_BY_NOW: f"Had given in {last} by this day",
        Donors.NEW_LAST: f"First-time donors of {last}",
        Donors.NEW_KEPT: f"First-time donors of {last} who gave again",
        Donors.MONTH: f"Gave in {_month(value, period)}",
        Donors.FUND: f"Gave to “{value}” in {this}" if value else f"Gave without a fund in {this}",
        Donors.CAMPAIGN: f"Gave to “{value}” in {this}" if value else f"Gave without a campaign in {this}",
        Donors.APPEAL: f"Answered “{value}” in {this}" if value else f"Gave without an appeal in {this}",
    }[who]


def meaning(who: Donors, period: Period) -> str:
    """Who they are, in one sentence."""
    this, last, so_far = period.label, period.last_label, " so far" if period.is_running else ""
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
    return found.words if found else "no month of this year"
