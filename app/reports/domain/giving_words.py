"""What the people behind a number are called, and the sentence that says who they are."""

from app.reports.domain.giving import Donors
from app.reports.domain.spans import Month, Period
from app.words import N_, _


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
        Donors.FUND: _("Gave to “{fund}” in {this}", fund=value, this=this)
        if value
        else _("Gave without a fund in {this}", this=this),
        Donors.CAMPAIGN: _("Gave to “{campaign}” in {this}", campaign=value, this=this)
        if value
        else _("Gave without a campaign in {this}", this=this),
        Donors.APPEAL: _("Answered “{appeal}” in {this}", appeal=value, this=this)
        if value
        else _("Gave without an appeal in {this}", this=this),
    }[who]


def meaning(who: Donors, period: Period) -> str:
    """Who they are, in one sentence."""
    said = (_SO_FAR if period.is_running else {}).get(who) or _MEANINGS.get(who, _GAVE)
    return said.format(this=period.label, last=period.last_label)


_GAVE = N_("At least one gift that arrived, refunds aside.")
_MEANINGS = {
    Donors.NEW: N_("Their first gift of all was in {this}."),
    Donors.RETAINED: N_("At least one gift in each of the two years."),
    Donors.RECOVERED: N_("A gift in {this}, none in {last}, and one in some year before."),
    Donors.LYBUNT: N_("Last year but unfortunately not this: a gift in {last} and none in {this}."),
    Donors.SYBUNT: N_(
        "Some year but unfortunately not this: a gift before {last}, none in {last} and none in {this}."
    ),
    Donors.UPGRADED: N_("They gave in both years, and the sum of {this} is higher."),
    Donors.SAME: N_("They gave in both years, and both sums are the same."),
    Donors.DOWNGRADED: N_("They gave in both years, and the sum of {this} is lower."),
    Donors.GAVE_BY_NOW: N_("A gift in {last} up to the day that today was a year ago."),
    Donors.NEW_LAST: N_("Their first gift of all was in {last}."),
    Donors.NEW_KEPT: N_("Their first gift of all was in {last}, and there is another in {this}."),
}
_SO_FAR = {
    Donors.RETAINED: N_("At least one gift in each of the two years so far."),
    Donors.LYBUNT: N_("Last year but unfortunately not this: a gift in {last} and none in {this} so far."),
    Donors.SYBUNT: N_(
        "Some year but unfortunately not this: a gift before {last}, none in {last} and none in {this}"
        " so far."
    ),
    Donors.UPGRADED: N_("They gave in both years, and the sum of {this} so far is higher."),
    Donors.SAME: N_("They gave in both years, and both sums are the same so far."),
    Donors.DOWNGRADED: N_("They gave in both years, and the sum of {this} so far is lower."),
    Donors.NEW_KEPT: N_("Their first gift of all was in {last}, and there is another in {this} so far."),
}
"""The same of a year that has not ended."""


def _month(value: str, period: Period) -> str:
    found: Month | None = next((each for each in period.months if each.key == value), None)
    return found.words if found else _("no month of this year")
