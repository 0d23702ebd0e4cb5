"""The charts of a profile, and what to be reminded of before an outreach."""

from app.activity.domain.summaries import Engagement, Giving
from app.cultivation.queries import Context
from app.profiles.domain.questions import Before
from app.web import charts
from app.web.charts import Chart, Stage
from app.web.filters import day, money
from app.words import _


def giving_chart(giving: Giving, year: int) -> Chart | None:
    """Ten years of giving; None when nothing was ever given."""
    if not giving.gifts:
        return None
    return charts.giving(giving.by_year, current=year, write=lambda minor: money(minor, giving.currency))


def email_funnel(mail: Engagement) -> Chart | None:
    """What became of the messages to one person; None when none was sent."""
    if not mail.sent:
        return None
    stages = [
        Stage(_("Sent"), mail.sent),
        Stage(_("Delivered"), mail.delivered),
        Stage(_("Opened"), mail.opened, mail.machine_only),
        Stage(_("Clicked"), mail.clicked, of=1),
    ]
    return charts.funnel(_("What became of the emails"), stages)


def before(context: Context) -> Before:
    """What to be reminded of before an outreach."""
    step = context.next_step
    return Before(
        stage=context.stay.stage.label if context.stay else "",
        manager=context.known.manager,
        next_step=step.next_step if step else "",
        due=day(step.due) if step and step.due else "",
        last_contact=day(context.last_contact) if context.last_contact else "",
        notes=len(context.notes),
        more_notes=context.more,
    )
