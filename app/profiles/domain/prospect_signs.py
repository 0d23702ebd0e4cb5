"""What speaks for a prospect and what against: each sign a sentence that names its numbers."""

from collections.abc import Iterator

from app.activity.domain.labels import LabelKind, counted, days_ago, months_before
from app.activity.domain.years import fiscal_label
from app.cultivation.domain.stages import Stage, span_words
from app.profiles.domain.prospect_facts import YEARS, Facts, Point, Speech

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
        gifts = counted(facts.recent_gifts, "gift")
        yield Point(
            "Gives constantly",
            f"{gifts} in {facts.recent_years} of the last {YEARS} fiscal years, {amount} together.",
        )


def _growing(facts: Facts, say: Speech) -> Iterator[Point]:
    for year in (facts.this_year, facts.this_year - 1):
        now, before = facts.amounts.get(year, 0), facts.amounts.get(year - 1, 0)
        if now > before > 0:
            yield Point("Gives more", _compared(facts, say, year))
            return


def _compared(facts: Facts, say: Speech, year: int) -> str:
    """What was given in a fiscal year, after what was given in the one before."""
    now, before = (
        f"{say.money(facts.amounts.get(each, 0), facts.currency)} in {fiscal_label(each, facts.first_month)}"
        for each in (year, year - 1)
    )
    return f"{now} after {before}."


def _second_gift(facts: Facts, say: Speech) -> Iterator[Point]:
    if not facts.is_out_of_reach:
        for label in facts.labels(say):
            if label.kind is LabelKind.SECOND_GIFT:
                yield Point(label.kind.label, label.because)


def _rated(facts: Facts, say: Speech) -> Iterator[Point]:
    if has_room(facts):
        yield Point("Could give more", room_words(facts, say))


def has_room(facts: Facts) -> bool:
    """Whether the capacity rating lies above everything that was given at once so far."""
    if facts.capacity is None or not facts.capacity.floor:
        return False
    largest = facts.largest
    return largest is None or (
        largest.currency == facts.capacity_currency and largest.amount < facts.capacity.floor
    )


def room_words(facts: Facts, say: Speech) -> str:
    """The rating beside the largest gift."""
    assert facts.capacity is not None
    band = facts.capacity.words(lambda minor: say.money(minor, facts.capacity_currency))
    rated = f"Rated {band}" + (f" on {say.day(facts.capacity_on)}" if facts.capacity_on else "")
    if facts.largest is None:
        return f"{rated}; no gift so far."
    return f"{rated}; the largest gift so far is {say.money(facts.largest.amount, facts.largest.currency)}."


def _involved(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.attended:
        of = f" of {facts.registered:,} registered for" if facts.registered > facts.attended else ""
        yield Point("Comes to events", f"{counted(facts.attended, 'event')} attended{of}.")
    if facts.last_engaged and facts.last_engaged >= months_before(facts.today, 12):
        yield Point(
            "Reads email",
            f"{facts.opened:,} opened and {facts.clicked:,} clicked of {facts.delivered:,} delivered, "
            f"the last on {say.day(facts.last_engaged)}.",
        )
    if facts.roles:
        yield Point("Takes part", f"{counted(len(facts.roles), 'role')} today: {', '.join(facts.roles)}.")


def _in_touch(facts: Facts, say: Speech) -> Iterator[Point]:
    days = facts.days_since(facts.last_contact)
    if facts.last_contact and days is not None and days <= IN_TOUCH:
        on = say.day(facts.last_contact)
        yield Point("In touch", f"The last contact was on {on}, {days_ago(facts.last_contact, facts.today)}.")


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
        late = days_ago(facts.due, facts.today)
        yield Point("Next step is late", f"“{facts.next_step}” was due on {say.day(facts.due)}, {late}.")


def _fading(facts: Facts, say: Speech) -> Iterator[Point]:
    found = {label.kind: label for label in facts.labels(say)}
    for kind in (LabelKind.LYBUNT, LabelKind.SYBUNT, LabelKind.LAPSED):
        if kind in found:
            yield Point(kind.label, found[kind].because)
    last = facts.this_year - 1
    given = facts.amounts.get(last, 0)
    if 0 < given < facts.amounts.get(last - 1, 0) and facts.amounts.get(facts.this_year, 0) <= given:
        yield Point("Gave less", _compared(facts, say, last))


def _unreachable(facts: Facts) -> Iterator[Point]:
    if facts.do_not_contact:
        yield Point("Do not contact", "Marked so: neither email nor any other ask.")
    elif facts.barrier:
        yield Point("Cannot be emailed", f"Because of: {facts.barrier}.")


def _stuck(facts: Facts, say: Speech) -> Iterator[Point]:
    if not facts.is_under_way or facts.stage is None:
        return
    if stands_still(facts):
        yield Point("Stage stands still", stage_words(facts, say))
    if facts.manager_left:
        yield Point("Manager left", f"{facts.manager} is not of the staff any more.")
    elif not facts.manager:
        yield Point("No manager", f"In {facts.stage.label.lower()} without anybody who looks after it.")
    days = facts.days_since(facts.last_contact)
    if days is None:
        yield Point("No contact", f"In {facts.stage.label.lower()} with 0 contacts on record.")
    elif facts.last_contact and days > OUT_OF_TOUCH:
        yield Point(
            "Out of touch", f"The last contact was on {say.day(facts.last_contact)}, {days:,} days ago."
        )


def stands_still(facts: Facts) -> bool:
    """Whether the stage has lasted longer than such a stage should."""
    limit = AWAITS_ANSWER if facts.stage is Stage.SOLICITATION else STANDS_STILL
    return facts.is_under_way and (facts.days_since(facts.stage_since) or 0) > limit


def stage_words(facts: Facts, say: Speech) -> str:
    """How long the stage has lasted."""
    assert facts.stage is not None
    assert facts.stage_since is not None
    days = counted(facts.days_since(facts.stage_since) or 0, "day")
    long = span_words(facts.stage_since, facts.today)
    told = days if long == days else f"{long} ({days})"
    return f"In {facts.stage.label.lower()} for {told}, since {say.day(facts.stage_since)}."


def _unread(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.barrier or facts.delivered < UNREAD:
        return
    if facts.last_engaged is None:
        yield Point("Email goes unread", f"{facts.delivered:,} delivered, 0 opened, 0 clicked.")
    elif facts.last_engaged < months_before(facts.today, 12):
        ago = days_ago(facts.last_engaged, facts.today)
        yield Point(
            "Email goes unread", f"The last open or click was on {say.day(facts.last_engaged)}, {ago}."
        )


def _old_rating(facts: Facts, say: Speech) -> Iterator[Point]:
    if facts.capacity and facts.capacity_on and facts.capacity_on < months_before(facts.today, RATING_LASTS):
        age = span_words(facts.capacity_on, facts.today)
        yield Point("Rating is old", f"The capacity was rated on {say.day(facts.capacity_on)}, {age} ago.")
