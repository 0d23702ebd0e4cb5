"""What speaks for a prospect and what against: each sign a sentence that names its numbers."""

from collections.abc import Iterator
from datetime import date

from app.activity.domain.labels import LabelKind, days_ago, months_before
from app.activity.domain.years import fiscal_label
from app.cultivation.domain.stages import Stage, span_words
from app.profiles.domain.prospect_facts import YEARS, Facts, Point, Speech
from app.profiles.domain.prospect_room import has_room, room_words
from app.words import _, figure, plural

CONSTANT = 3
"""In so many of the last five fiscal years somebody gave who gives constantly."""
IN_TOUCH, OUT_OF_TOUCH = 90, 180
"""Days since the last contact that make a strength, and a risk while a stage is under way."""
STANDS_STILL, AWAITS_ANSWER = 180, 90
"""Days in one stage after which it stands still, and days after which an ask needs an answer."""
RATING_LASTS = 24
"""Months after which a capacity rating is old."""
UNREAD = 3
"""So many delivered messages without an open or click are a sign; fewer may be chance."""


def strengths(facts: Facts, say: Speech) -> tuple[Point, ...]:
    """What speaks for a gift, the strongest first."""
    return (
        *_constant(facts, say),
        *_growing(facts, say),
        *_second_gift(facts, say),
        *_rated(facts, say),
        *_involved(facts, say),
        *_in_touch(facts, say),
    )


def _constant(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.recent_years >= CONSTANT:
        amount = say.money(facts.recent_amount, facts.currency)
        yield Point(
            _("Gives constantly"),
            plural(
                facts.recent_gifts,
                "{n} gift in {years} of the last {of_years} fiscal years, {amount} together.",
                "{n} gifts in {years} of the last {of_years} fiscal years, {amount} together.",
                years=facts.recent_years,
                of_years=YEARS,
                amount=amount,
            ),
        )


def _growing(facts: Facts, say: Speech) -> Iterator[Point]:
    for year in (facts.this_year, facts.this_year - 1):
        now, before = facts.amounts.get(year, 0), facts.amounts.get(year - 1, 0)
        if now > before > 0:
            yield Point(_("Gives more"), _compared(facts, say, year))
            return


def _compared(facts: Facts, say: Speech, year: int) -> str:
    """What was given in a fiscal year, after what was given in the one before."""
    now, before = (
        _(
            "{amount} in {year}",
            amount=say.money(facts.amounts.get(each, 0), facts.currency),
            year=fiscal_label(each, facts.first_month),
        )
        for each in (year, year - 1)
    )
    return _("{now} after {before}.", now=now, before=before)


def _second_gift(facts: Facts, say: Speech) -> Iterator[Point]:
    if not facts.is_out_of_reach:
        for label in facts.labels(say):
            if label.kind is LabelKind.SECOND_GIFT:
                yield Point(label.kind.label, label.because)


def _rated(facts: Facts, say: Speech) -> Iterator[Point]:
    if has_room(facts):
        yield Point(_("Could give more"), room_words(facts, say))


def _involved(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.attended:
        yield Point(_("Comes to events"), _attended(facts))
    if facts.last_engaged and facts.last_engaged >= months_before(facts.today, 12):
        yield Point(
            _("Reads email"),
            _(
                "{opened} opened and {clicked} clicked of {delivered} delivered, the last on {day}.",
                opened=figure(facts.opened),
                clicked=figure(facts.clicked),
                delivered=figure(facts.delivered),
                day=say.day(facts.last_engaged),
            ),
        )
    if facts.roles:
        yield Point(
            _("Takes part"),
            plural(
                len(facts.roles),
                "{n} role today: {roles}.",
                "{n} roles today: {roles}.",
                roles=", ".join(facts.roles),
            ),
        )


def _attended(facts: Facts) -> str:
    if facts.registered <= facts.attended:
        return plural(facts.attended, "{n} event attended.", "{n} events attended.")
    return plural(
        facts.attended,
        "{n} event attended of {registered} registered for.",
        "{n} events attended of {registered} registered for.",
        registered=figure(facts.registered),
    )


def _in_touch(facts: Facts, say: Speech) -> Iterator[Point]:
    days = facts.days_since(facts.last_contact)
    if facts.last_contact and days is not None and days <= IN_TOUCH:
        yield Point(_("In touch"), _last_contact(facts.last_contact, facts, say))


def _last_contact(on: date, facts: Facts, say: Speech) -> str:
    ago = days_ago(on, facts.today)
    return _("The last contact was on {day}, {days_ago}.", day=say.day(on), days_ago=ago)


def risks(facts: Facts, say: Speech) -> tuple[Point, ...]:
    """What speaks against a gift or is in danger, the gravest first; nothing of somebody who died."""
    if facts.is_deceased:
        return ()
    return (
        *_overdue(facts, say),
        *_fading(facts, say),
        *_unreachable(facts),
        *_stuck(facts, say),
        *_unread(facts, say),
        *_old_rating(facts, say),
    )


def _overdue(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.next_step and facts.due and facts.due < facts.today:
        due, late = say.day(facts.due), days_ago(facts.due, facts.today)
        yield Point(
            _("Next step is late"),
            _("“{step}” was due on {day}, {days_ago}.", step=facts.next_step, day=due, days_ago=late),
        )


def _fading(facts: Facts, say: Speech) -> Iterator[Point]:
    found = {label.kind: label for label in facts.labels(say)}
    for kind in (LabelKind.LYBUNT, LabelKind.SYBUNT, LabelKind.LAPSED):
        if kind in found:
            yield Point(kind.label, found[kind].because)
    last = facts.this_year - 1
    given = facts.amounts.get(last, 0)
    if 0 < given < facts.amounts.get(last - 1, 0) and facts.amounts.get(facts.this_year, 0) <= given:
        yield Point(_("Gave less"), _compared(facts, say, last))


def _unreachable(facts: Facts) -> Iterator[Point]:
    if facts.do_not_contact:
        yield Point(_("Do not contact"), _("Marked so: neither email nor any other ask."))
    elif facts.barrier:
        yield Point(_("Cannot be emailed"), _("Because of: {barrier}.", barrier=facts.barrier))


def _stuck(facts: Facts, say: Speech) -> Iterator[Point]:
    if not facts.is_under_way or facts.stage is None:
        return
    stage = facts.stage.label.lower()
    if stands_still(facts):
        yield Point(_("Stage stands still"), stage_words(facts, say))
    if facts.manager_left:
        yield Point(_("Manager left"), _("{manager} is not of the staff any more.", manager=facts.manager))
    elif not facts.manager:
        yield Point(_("No manager"), _("In {stage} without anybody who looks after it.", stage=stage))
    days = facts.days_since(facts.last_contact)
    if days is None:
        yield Point(_("No contact"), _("In {stage} with 0 contacts on record.", stage=stage))
    elif facts.last_contact and days > OUT_OF_TOUCH:
        yield Point(_("Out of touch"), _last_contact(facts.last_contact, facts, say))


def stands_still(facts: Facts) -> bool:
    """Whether the stage has lasted longer than such a stage should."""
    limit = AWAITS_ANSWER if facts.stage is Stage.SOLICITATION else STANDS_STILL
    return facts.is_under_way and (facts.days_since(facts.stage_since) or 0) > limit


def stage_words(facts: Facts, say: Speech) -> str:
    """How long the stage has lasted."""
    assert facts.stage is not None
    assert facts.stage_since is not None
    days = facts.days_since(facts.stage_since) or 0
    exactly, long = plural(days, "{n} day", "{n} days"), span_words(facts.stage_since, facts.today)
    return _(
        "In {stage} for {span}, since {day}.",
        stage=facts.stage.label.lower(),
        span=exactly if long == exactly else f"{long} ({exactly})",
        day=say.day(facts.stage_since),
    )


def _unread(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.barrier or facts.delivered < UNREAD:
        return
    if facts.last_engaged is None:
        yield Point(
            _("Email goes unread"),
            _("{delivered} delivered, 0 opened, 0 clicked.", delivered=figure(facts.delivered)),
        )
    elif facts.last_engaged < months_before(facts.today, 12):
        last, ago = say.day(facts.last_engaged), days_ago(facts.last_engaged, facts.today)
        yield Point(
            _("Email goes unread"),
            _("The last open or click was on {day}, {days_ago}.", day=last, days_ago=ago),
        )


def _old_rating(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.capacity and facts.capacity_on and facts.capacity_on < months_before(facts.today, RATING_LASTS):
        age = span_words(facts.capacity_on, facts.today)
        yield Point(
            _("Rating is old"),
            _("The capacity was rated on {day}, {age} ago.", day=say.day(facts.capacity_on), age=age),
        )
