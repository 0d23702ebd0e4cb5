"""The one thing to do next about a prospect: the first rule that applies, in an order that never changes."""

from collections.abc import Callable
from dataclasses import dataclass

from app.activity.domain.labels import LabelKind, days_ago
from app.activity.domain.years import fiscal_label
from app.cultivation.domain.stages import Stage
from app.profiles.domain.prospect_facts import YEARS, Facts, Speech
from app.profiles.domain.prospect_room import has_room, room_words
from app.profiles.domain.prospect_signs import CONSTANT, stage_words, stands_still
from app.words import N_, _, figure, plural

THANK_WITHIN = 30
"""Days after a gift in which thanks come before anything else that is not late."""


@dataclass(frozen=True, slots=True)
class Action:
    """What to do, the sentence with the numbers that it comes from, and what to mind while doing it.

    `asks` says that it is an ask for money.
    """

    what: str
    because: str
    asks: bool = False
    mind: str = ""


Rule = Callable[[Facts, Speech], Action | None]


def next_action(facts: Facts, say: Speech) -> Action | None:
    """The first that applies; None when nothing does, and for whoever is out of reach.

    Nobody is asked who was found to be no prospect.
    """
    if facts.is_out_of_reach:
        return None
    for rule in RULES:
        found = rule(facts, say)
        if found and not (found.asks and facts.stage is Stage.NOT_A_PROSPECT):
            return found
    return None


def silence(facts: Facts) -> str:
    """Why nothing is suggested, where `next_action` is None."""
    if facts.is_deceased:
        return _("Nothing is suggested: this person has died.")
    if facts.do_not_contact:
        return _("Nothing is suggested: marked do not contact.")
    if not facts.is_active:
        return _("Nothing is suggested: the record is inactive.")
    if facts.stage is Stage.NOT_A_PROSPECT:
        return _("No ask is suggested: marked as not a prospect.")
    return _("Nothing is pressing.")


def _ask(what: str, because: str, facts: Facts) -> Action:
    return Action(
        what,
        because,
        asks=True,
        mind=_("Not by email: {barrier}.", barrier=facts.barrier) if facts.barrier else "",
    )


def _late(facts: Facts, say: Speech) -> Action | None:
    if not (facts.next_step and facts.due and facts.due <= facts.today):
        return None
    due, late = say.day(facts.due), days_ago(facts.due, facts.today)
    return Action(
        _("Do what was planned"),
        _("“{step}” was due on {day}, {days_ago}.", step=facts.next_step, day=due, days_ago=late)
        if facts.due < facts.today
        else _("“{step}” is due on {day}, today.", step=facts.next_step, day=due),
    )


def _thank(facts: Facts, say: Speech) -> Action | None:
    days = facts.days_since(facts.last.on) if facts.last else None
    if facts.last is None or days is None or days > THANK_WITHIN:
        return None
    if facts.last_contact and facts.last_contact >= facts.last.on:
        return None
    return Action(
        _("Thank for the gift"),
        _(
            "{amount} came on {day}, {days_ago}; no contact is noted since.",
            amount=say.money(facts.last.amount, facts.last.currency),
            day=say.day(facts.last.on),
            days_ago=days_ago(facts.last.on, facts.today),
        ),
    )


def _planned(facts: Facts, say: Speech) -> Action | None:
    if not facts.next_step:
        return None
    if facts.due is None:
        return Action(_("Do what was planned"), _("“{step}”, without a day.", step=facts.next_step))
    return Action(
        _("Prepare what is planned"),
        plural(
            (facts.due - facts.today).days,
            "“{step}” is due on {day}, in {n} day.",
            "“{step}” is due on {day}, in {n} days.",
            step=facts.next_step,
            day=say.day(facts.due),
        ),
    )


def _answer(facts: Facts, say: Speech) -> Action | None:
    if facts.stage is not Stage.SOLICITATION or not stands_still(facts):
        return None
    return Action(_("Find out the answer, or end the ask"), stage_words(facts, say))


def _by_label(kind: LabelKind, what: str) -> Rule:
    def rule(facts: Facts, say: Speech) -> Action | None:
        because = next((label.because for label in facts.labels(say) if label.kind is kind), "")
        return _ask(str(what), because, facts) if because else None

    return rule


def _qualify(facts: Facts, say: Speech) -> Action | None:
    if facts.stage is not None or not has_room(facts):
        return None
    return Action(_("Find out whether there is interest in a larger gift"), room_words(facts, say))


def _move(facts: Facts, say: Speech) -> Action | None:
    if not stands_still(facts):
        return None
    return Action(_("Decide on the next stage"), stage_words(facts, say))


def _first_gift(facts: Facts, say: Speech) -> Action | None:
    roles = ", ".join(facts.roles)
    signs = (
        (facts.attended, plural(facts.attended, "{n} event attended", "{n} events attended")),
        (facts.clicked, plural(facts.clicked, "{n} email clicked", "{n} emails clicked")),
        (
            len(facts.roles),
            plural(len(facts.roles), "{n} role today ({roles})", "{n} roles today ({roles})", roles=roles),
        ),
    )
    found = ", ".join(words for number, words in signs if number)
    because = _("{signs}; 0 gifts.", signs=found)
    return _ask(_("Invite to a first gift"), because, facts) if found and not facts.last else None


def _manager(facts: Facts, say: Speech) -> Action | None:
    if facts.stage is None or not facts.is_under_way or (facts.manager and not facts.manager_left):
        return None
    stage = facts.stage.label.lower()
    return Action(
        _("Choose a manager"),
        _("In {stage}, and {manager} is not of the staff any more.", stage=stage, manager=facts.manager)
        if facts.manager_left
        else _("In {stage}, and nobody looks after it.", stage=stage),
    )


def _more(facts: Facts, say: Speech) -> Action | None:
    this = facts.gifts.get(facts.this_year, 0)
    if facts.recent_years < CONSTANT or not this:
        return None
    year = fiscal_label(facts.this_year, facts.first_month)
    because = plural(
        facts.recent_gifts,
        "{n} gift in {years} of the last {of_years} fiscal years, {this_year} of them in {year}.",
        "{n} gifts in {years} of the last {of_years} fiscal years, {this_year} of them in {year}.",
        years=facts.recent_years,
        of_years=YEARS,
        this_year=figure(this),
        year=year,
    )
    return _ask(_("Ask for a larger or a monthly gift"), because, facts)


def _meet(facts: Facts, say: Speech) -> Action | None:
    known = facts.last or facts.registered or facts.last_engaged or facts.last_contact
    if known or facts.is_under_way:
        return None
    return Action(
        _("Get to know each other"), _("0 gifts, 0 registrations, 0 opens or clicks, 0 contacts on record.")
    )


RULES: tuple[Rule, ...] = (
    _late,
    _thank,
    _planned,
    _answer,
    _by_label(LabelKind.SECOND_GIFT, N_("Ask for a second gift")),
    _by_label(LabelKind.LYBUNT, N_("Ask to give again this year")),
    _qualify,
    _move,
    _by_label(LabelKind.LAPSED, N_("Win back")),
    _first_gift,
    _manager,
    _more,
    _meet,
)
