"""The numbers of a year of giving as its page shows them: the headlines, and who came, stayed and went."""

from collections.abc import Callable
from typing import Any

from app.reports.domain.giving import Donors, Figures
from app.reports.domain.giving_words import meaning
from app.reports.domain.spans import Period
from app.reports.queries.giving import View
from app.web.filters import money, number, percent
from app.words import _

Link = Callable[..., str]
Row = dict[str, Any]


def headlines(view: View, found: Figures, link: Link) -> list[Row]:
    """What one looks for first: the sum, the gifts, the donors, and what a gift comes to."""
    period, people = view.period, found.people
    then = _("{year} by this day", year=period.last_label) if period.is_running else period.last_label
    average, median = (money(amount, view.currency) for amount in (found.average, found.median))
    return [
        {
            "label": _("Given"),
            "value": money(found.given, view.currency),
            "note": f"{then}: {money(found.compared, view.currency)}{_change(found.given, found.compared)}",
        },
        {
            "label": _("Gifts"),
            "value": number(found.gifts),
            "note": f"{then}: {number(found.compared_gifts)}{_change(found.gifts, found.compared_gifts)}",
        },
        {
            "label": _("Donors"),
            "value": number(people[Donors.GAVE]),
            "url": link("gave", currency=view.currency) if people[Donors.GAVE] else None,
            "note": f"{then}: {number(people[Donors.GAVE_BY_NOW])}",
            "note_url": link("gave_by_now", currency=view.currency) if people[Donors.GAVE_BY_NOW] else None,
        },
        {
            "label": _("Average gift"),
            "value": average,
            "note": _("Median {median}: half of the gifts are larger.", median=median),
        },
    ]


def _change(now: int, before: int) -> str:
    """By how much it differs, as a share; nothing where there is nothing to compare with."""
    if before <= 0:
        return ""
    sign = "+" if now >= before else "−"
    return f" ({sign}{percent(abs(now - before), before)})"


def movements(view: View, found: Figures, link: Link) -> list[Row]:
    """Tables of donors: those of this year, what became of those of last year, and who gave more or less."""
    make = _maker(view, found, link)
    return [
        _this_year(view, found, make),
        _last_year(view, found, make),
        _sums(view.period, found, make),
        _away(view, found, make),
    ]


def _maker(view: View, found: Figures, link: Link) -> Callable[..., Row]:
    def make(who: Donors, label: str, note: str, *, strong: bool = False) -> Row:
        explained = "" if strong else meaning(who, view.period)
        url = link(who.value, currency=view.currency)
        row = {"label": label, "count": found.people[who], "note": note, "url": url}
        return row | {"meaning": explained, "strong": strong}

    return make


def _this_year(view: View, found: Figures, make: Callable[..., Row]) -> Row:
    people, year = found.people, view.period.label
    whole = people[Donors.GAVE]
    parts = (
        (Donors.NEW, _("First-time donors")),
        (Donors.RETAINED, _("Gave again")),
        (Donors.RECOVERED, _("Came back")),
    )
    return {
        "id": "this-year",
        "title": _("Donors of {year} so far", year=year)
        if view.period.is_running
        else _("Donors of {year}", year=year),
        "column": _("Share"),
        "rows": [
            *(make(who, label, percent(people[who], whole)) for who, label in parts),
            make(Donors.GAVE, _("All donors"), money(found.given, view.currency), strong=True),
        ],
    }


def _last_year(view: View, found: Figures, make: Callable[..., Row]) -> Row:
    people, last = found.people, view.period.last_label
    whole, new = people[Donors.GAVE_LAST], people[Donors.NEW_LAST]
    return {
        "id": "last-year",
        "title": _("What became of the donors of {year}", year=last),
        "column": _("Share"),
        "rows": [
            make(Donors.RETAINED, _("Gave again: retention"), percent(people[Donors.RETAINED], whole)),
            make(
                Donors.LYBUNT,
                _("LYBUNT: not this year"),
                _(
                    "{share}, who gave {amount}",
                    share=percent(people[Donors.LYBUNT], whole),
                    amount=money(found.lybunt_sum, view.currency),
                ),
            ),
            make(
                Donors.GAVE_LAST,
                _("All donors of {year}", year=last),
                money(found.last_given, view.currency),
                strong=True,
            ),
            make(
                Donors.NEW_KEPT, _("First-time donors who gave again"), percent(people[Donors.NEW_KEPT], new)
            ),
        ],
    }


def _sums(period: Period, found: Figures, make: Callable[..., Row]) -> Row:
    people = found.people
    kept = people[Donors.RETAINED]
    parts = (
        (Donors.UPGRADED, _("Gave more")),
        (Donors.SAME, _("Gave the same")),
        (Donors.DOWNGRADED, _("Gave less")),
    )
    return {
        "id": "more-or-less",
        "title": _("{year} against {before}, who gave in both", year=period.label, before=period.last_label),
        "column": _("Share"),
        "rows": [make(who, label, percent(people[who], kept)) for who, label in parts],
    }


def _away(view: View, found: Figures, make: Callable[..., Row]) -> Row:
    given = money(found.sybunt_sum, view.currency)
    return {
        "id": "away",
        "title": _("Gave before {year}, and not since", year=view.period.last_label),
        "column": _("Gave in all"),
        "rows": [make(Donors.SYBUNT, _("SYBUNT: some year, not these two"), given)],
    }
