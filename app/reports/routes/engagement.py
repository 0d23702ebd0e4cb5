"""The report on email: who got, opened and clicked it, who came and who left."""

from functools import partial
from typing import Any

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.reports.domain.engagement import Readers
from app.reports.domain.spans import Period
from app.reports.queries import engagement as queries
from app.reports.queries.engagement import Reach
from app.reports.routes import bp
from app.reports.routes.movements import Link
from app.reports.routes.pages import asked, page, people_url
from app.web import charts
from app.web.filters import number, percent
from app.words import _, plural

_NOTHING = Reach(dict.fromkeys(Readers, 0))


@bp.get("/reports/engagement")
@requires(Permission.VIEW)
def engagement() -> Response:
    """The mailings of a year, and how many people can be reached."""
    shown = asked()
    months = queries.reach(current_workspace, shown.period)
    found = months[""]
    growth = queries.growth(current_workspace, shown.period)
    return page(
        "engagement",
        shown,
        found=found,
        headlines=headlines(found, growth, partial(people_url, "engagement", shown)),
        who=Readers,
        months=[(each, months.get(each.key, _NOTHING), growth[each.key]) for each in shown.period.months],
        by_month=month_chart(shown.period, months),
        comings=growth_chart(shown.period, growth),
    )


def month_chart(period: Period, months: dict[str, Reach]) -> charts.Chart:
    """Messages that were opened in each month's mailings, beside those that arrived."""
    rows = [
        (each.words, found.opened, found.delivered)
        for each in period.months
        for found in [months.get(each.key, _NOTHING)]
    ]
    return charts.pairs(_("Messages by month"), (_("messages opened"), _("delivered")), rows)


def growth_chart(period: Period, growth: dict[str, tuple[int, int]]) -> charts.Chart:
    """People who were added in each month, and those who stopped all email."""
    rows = [(each.words, *growth[each.key]) for each in period.months]
    return charts.comings(_("People added and unsubscribed"), rows, (_("added"), _("unsubscribed")))


def headlines(found: Reach, growth: dict[str, tuple[int, int]], link: Link) -> list[dict[str, Any]]:
    """What one looks for first: how many people got mail, opened it, clicked, and never did."""
    people = found.people
    got = people[Readers.DELIVERED]
    added, left = (sum(month[side] for month in growth.values()) for side in (0, 1))

    def item(who: Readers, label: str, note: str, count: int | None = None) -> dict[str, Any]:
        shown = people[who] if count is None else count
        return {
            "label": label,
            "value": number(shown),
            "url": link(who.value) if shown else None,
            "note": note,
        }

    return [
        item(
            Readers.DELIVERED,
            _("Got email"),
            plural(
                found.messages,
                "{arrived} of {n} message arrived",
                "{arrived} of {n} messages arrived",
                arrived=number(found.delivered),
            ),
        ),
        item(
            Readers.OPENED,
            _("Opened"),
            plural(
                found.opened,
                "{share} of them; {n} message",
                "{share} of them; {n} messages",
                share=percent(people[Readers.OPENED], got),
            ),
        ),
        item(
            Readers.CLICKED,
            _("Clicked"),
            plural(
                found.clicked,
                "{share} of them; {n} message",
                "{share} of them; {n} messages",
                share=percent(people[Readers.CLICKED], got),
            ),
        ),
        item(
            Readers.NEVER_OPENED,
            _("Never opened"),
            _("{share} got mail and opened none", share=percent(people[Readers.NEVER_OPENED], got)),
        ),
        item(Readers.BOUNCED, _("Bounced"), _("a message of theirs came back")),
        item(Readers.COMPLAINED, _("Complained"), _("marked a message as spam")),
        item(Readers.UNSUBSCRIBED, _("Unsubscribed"), _("from all email, to this day"), left),
        item(Readers.ADDED, _("Added"), _("records new in this time"), added),
    ]
