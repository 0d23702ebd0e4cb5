"""The charts of a profile, and what the templates of its timeline need."""

from datetime import date
from typing import Any

from babel.dates import format_skeleton

from app.accounts.access import current_workspace
from app.activity.domain.summaries import Engagement, Giving
from app.consent import queries as consent
from app.constituents.domain.partial import PartialDate
from app.profiles.domain import entries
from app.profiles.domain.moments import MomentKind
from app.profiles.queries.acts import batches_of
from app.profiles.queries.timeline import Stretch
from app.web import charts
from app.web.charts import Chart, Stage
from app.web.filters import day, money, region


def giving_chart(giving: Giving, year: int) -> Chart | None:
    """Ten years of giving; None when nothing was ever given."""
    if not giving.gifts:
        return None
    return charts.giving(giving.by_year, current=year, write=lambda minor: money(minor, giving.currency))


def email_funnel(mail: Engagement) -> Chart | None:
    """What became of the messages to one person; None when none was sent."""
    if not mail.sent:
        return None
    opened = Stage("Opened", mail.opened + mail.machine_only, mail.machine_only)
    stages = [
        Stage("Sent", mail.sent),
        Stage("Delivered", mail.delivered),
        opened,
        Stage("Clicked", mail.clicked),
    ]
    return charts.funnel("What became of the emails", stages)


def written(known: PartialDate) -> str:
    """A full or partial date as the workspace writes dates."""
    if known.is_full:
        return day(date.fromisoformat(str(known)))
    if known.month is None or known.day is None:
        return str(known.year)
    return format_skeleton("MMMMd", date(2000, known.month, known.day), locale=region().locale)


def told(stretch: Stretch) -> dict[str, Any]:
    """A stretch of the timeline with the names that its lines mention."""
    changes = [moment.what for moment in stretch.moments if moment.kind is MomentKind.CHANGE]
    topics = {moment.what.topic for moment in stretch.moments if moment.kind is MomentKind.PERMISSION}
    named = consent.topics(current_workspace) if topics - {None} else []
    return {
        "stretch": stretch,
        "words": entries,
        "batches": batches_of(current_workspace, {change.batch_id for change in changes}),
        "topics": {topic.id: topic.name for topic in named},
    }
