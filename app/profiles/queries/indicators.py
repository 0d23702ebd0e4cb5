"""The facts behind the indicators of a prospect, out of what a profile has read: no more statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.activity.domain.summaries import Giving
from app.activity.domain.years import fiscal_label
from app.consent.domain.barrier import Gate
from app.consent.domain.verdict import Verdict
from app.cultivation.domain.stages import Stay, span_words
from app.cultivation.queries import Context, Known
from app.profiles.domain.indicators import Indicators, indicators
from app.profiles.domain.prospect_facts import Facts, Speech
from app.profiles.queries.figures import Glance
from app.profiles.queries.person import Person, local_day
from app.web.filters import day, money

SPEECH = Speech(money=money, day=day)


@dataclass(frozen=True, slots=True)
class Time:
    """A stage, and how long it lasted or has lasted, in words."""

    stay: Stay
    words: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the panel shows: the indicators of this moment, what staff know, and the stages, latest first."""

    indicators: Indicators
    known: Known
    capacity: str
    stages: Sequence[Time]

    @property
    def stage(self) -> Time | None:
        """The stage now."""
        return next((each for each in self.stages if each.stay.until is None), None)


def prospect(
    workspace: Workspace, who: Person, seen: Glance, verdict: Verdict, context: Context, *, at: datetime
) -> Prospect | None:
    """The panel of one person at this instant; None while the prospects module is off."""
    if not workspace.has(Module.PROSPECTS):
        return None
    today, known = local_day(workspace, at), context.known
    facts = facts_of(workspace, who, seen, verdict, context, today=today)
    band = known.capacity.words(lambda minor: money(minor, known.capacity_currency)) if known.capacity else ""
    stages = [Time(stay, span_words(stay.since, stay.until or today)) for stay in context.stays]
    return Prospect(indicators(facts, SPEECH), known, band, stages)


def facts_of(
    workspace: Workspace, who: Person, seen: Glance, verdict: Verdict, context: Context, *, today: date
) -> Facts:
    """Everything that counts about one person on that day."""
    given, visits, mail, known, stay = (
        seen.giving,
        seen.registrations,
        seen.engagement,
        context.known,
        context.stay,
    )
    return Facts(
        today=today,
        first_month=workspace.fiscal_year_start,
        is_deceased=who.row.is_deceased,
        is_active=who.row.is_active,
        do_not_contact=not verdict.passes({Gate.NOT_DO_NOT_CONTACT}),
        barrier=verdict.headline.label if verdict.headline else "",
        currency=given.currency,
        gifts=given.fiscal,
        amounts=_amounts(given, workspace.fiscal_year_start),
        total=given.total,
        other_currencies=tuple(sorted(given.counts.keys() - {given.currency})),
        first=given.first.on if given.first else None,
        last=given.last,
        largest=given.largest,
        registered=visits.standing,
        attended=visits.attended,
        delivered=mail.delivered,
        opened=mail.opened,
        clicked=mail.clicked,
        last_engaged=local_day(workspace, mail.last_engaged_at) if mail.last_engaged_at else None,
        roles=tuple(each.role for each in context.roles(today)),
        stage=stay.stage if stay else None,
        stage_since=stay.since if stay else None,
        manager=known.manager,
        manager_left=known.manager_left,
        capacity=known.capacity,
        capacity_currency=known.capacity_currency,
        capacity_on=known.capacity_on,
        next_step=context.next_step.next_step if context.next_step else "",
        due=context.next_step.due if context.next_step else None,
        last_contact=context.last_contact,
    )


def _amounts(given: Giving, first_month: int) -> Mapping[int, int]:
    """Net amounts by fiscal year, in the main currency."""
    by_name = {part.name: part.amounts.get(given.currency, 0) for part in given.years}
    return {year: by_name.get(fiscal_label(year, first_month), 0) for year in given.fiscal}
