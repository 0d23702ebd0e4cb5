"""Conditions about places at events; each binds one and the same registration."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.constituents.domain.text import fold
from app.groups.domain.conditions.ops import Count
from app.groups.domain.facts import Facts, Registration
from app.groups.domain.period_json import period_to_json, read_period
from app.groups.domain.period_words import period_words
from app.groups.domain.periods import ANY_TIME, Ago, AsOf, Before, Last, Over, Period, resolve
from app.groups.domain.reading import Fields, Unreadable, shown
from app.groups.domain.references import References
from app.groups.domain.speech import Speech, last_of, named
from app.words import N_, _, any_of, dated, plural

MOST = 1_000
KEPT = tuple(status for status in RegistrationStatus if status is not RegistrationStatus.CANCELLED)
"""What a registration may be that counts where no status is named."""


@dataclass(frozen=True, slots=True)
class RegisteredFor:
    """Has a registration for the event that is not cancelled."""

    event: int


@dataclass(frozen=True, slots=True)
class Registrations:
    """The number of registrations of which each is like all of this at once.

    No status named means any but cancelled. Case and accents of the category do not count. `period` is when
    somebody registered, `event_period` when the event begins.
    """

    op: Count
    n: int
    event: int | None = None
    category: str = ""
    event_kind: EventKind | None = None
    statuses: tuple[RegistrationStatus, ...] = ()
    period: Period = ANY_TIME
    event_period: Period = ANY_TIME


Registered = RegisteredFor | Registrations


def _registrations(fields: Fields) -> Registrations:
    op = fields.choice("op", Count)
    return Registrations(
        op,
        fields.integer("n", int(op is Count.AT_LEAST), MOST),
        fields.identifier("event") if "event" in fields.told else None,
        _category(fields),
        fields.choice("event_kind", EventKind) if "event_kind" in fields.told else None,
        _statuses(fields),
        read_period(fields),
        read_period(fields, "event_period"),
    )


def _category(fields: Fields) -> str:
    named = "category" in fields.told
    category = fields.text("category")
    if named and not fold(category):
        raise Unreadable(fields.at("category"), shown(category), _("text with a letter or a digit"))
    return category


def _statuses(fields: Fields) -> tuple[RegistrationStatus, ...]:
    """In their own order, whatever the order in which they are named."""
    told = fields.take("statuses")
    if told is None:
        return ()
    known = list(RegistrationStatus)
    if not isinstance(told, list) or not told or not all(isinstance(each, str) for each in told):
        raise Unreadable(fields.at("statuses"), shown(told), _("a list of statuses"))
    for each in told:
        if each not in known:
            raise Unreadable(fields.at("statuses"), shown(each), _("some of {known}", known=", ".join(known)))
    return tuple(status for status in known if status in told)


READERS: dict[str, Callable[[Fields], Registered]] = {
    "registered_for": lambda fields: RegisteredFor(fields.identifier("event")),
    "registrations": _registrations,
}


def told(condition: Registered) -> dict[str, Any]:
    """One condition as JSON, without blanks."""
    match condition:
        case RegisteredFor(event):
            return {"type": "registered_for", "event": event}
        case Registrations():
            optional = {
                "event": condition.event,
                "category": condition.category,
                "event_kind": condition.event_kind and condition.event_kind.value,
                "statuses": [status.value for status in condition.statuses],
                "period": _period(condition.period),
                "event_period": _period(condition.event_period),
            }
            kept = {name: value for name, value in optional.items() if value}
            return {"type": "registrations", "op": condition.op.value, "n": condition.n, **kept}
        case _:
            assert_never(condition)


def _period(period: Period) -> dict[str, Any] | None:
    return None if period == ANY_TIME else period_to_json(period)


def refers(condition: Registered) -> References:
    """The event that is asked about, if one is named."""
    return References() if condition.event is None else References(events=frozenset({condition.event}))


# --- in words


def words(condition: Registered, speech: Speech) -> str:
    """One condition as what people do, to follow "People who"."""
    match condition:
        case RegisteredFor(event):
            return _("registered for {event}", event=named(speech.events, event, _("an event")))
        case Registrations():
            n = condition.n
            things = plural(n, "{n} registration", "{n} registrations")
            number = condition.op.words(n, things, _("no registration"))
            return " ".join([_("have {registrations}", registrations=number), *_details(condition, speech)])
        case _:
            assert_never(condition)


def _details(condition: Registrations, speech: Speech) -> Iterator[str]:
    if condition.event is not None:
        yield _("for {event}", event=named(speech.events, condition.event, _("an event")))
    if condition.category:
        yield _("in the category “{category}”", category=condition.category)
    if condition.event_kind is not None:
        yield _("for events") if condition.event_kind is EventKind.EVENT else _("for programs")
    if condition.statuses:
        yield _("with the status {statuses}", statuses=any_of([_STATUS[each] for each in condition.statuses]))
    if condition.period != ANY_TIME:
        yield _("made {period}", period=period_words(condition.period))
    if condition.event_period != ANY_TIME:
        span = period_words(condition.event_period)
        if isinstance(condition.event_period, Last | Over | Ago | Before):
            yield _("for something that began {period}", period=span)
        else:
            yield _("for something that begins {period}", period=span)


_STATUS = {
    RegistrationStatus.REGISTERED: N_("registered"),
    RegistrationStatus.WAITLISTED: N_("waitlisted"),
    RegistrationStatus.ATTENDED: N_("attended"),
    RegistrationStatus.CANCELLED: N_("cancelled"),
    RegistrationStatus.NO_SHOW: N_("no-show"),
}


# --- of one person


def holds(condition: Registered, facts: Facts, as_of: AsOf) -> bool:
    """Whether one condition is true of this person on that day."""
    match condition:
        case RegisteredFor(event):
            return any(each.event == event for each in facts.kept_registrations)
        case Registrations(op, n):
            return op.holds(len(counted(condition, facts, as_of)), n)
        case _:
            assert_never(condition)


def counted(condition: Registrations, facts: Facts, as_of: AsOf) -> list[Registration]:
    """The registrations that are each like all that is asked."""
    made, begins = resolve(condition.period, as_of), resolve(condition.event_period, as_of)
    return [
        each
        for each in facts.registrations
        if each.on in made and each.begins_on in begins and _is_like(condition, each)
    ]


def _is_like(condition: Registrations, place: Registration) -> bool:
    return (
        place.status in (condition.statuses or KEPT)
        and condition.event in (None, place.event)
        and condition.event_kind in (None, place.kind)
        and (not condition.category or fold(condition.category) == fold(place.category))
    )


def evidence(condition: Registered, facts: Facts, as_of: AsOf, speech: Speech) -> str:
    """What the record says about it, whichever way it went."""
    match condition:
        case RegisteredFor(event):
            last = last_of(each.on for each in facts.kept_registrations if each.event == event)
            return _("registered on {day}", day=last) if last else _("never")
        case Registrations():
            return _found(counted(condition, facts, as_of), facts)
        case _:
            assert_never(condition)


def _found(like: list[Registration], facts: Facts) -> str:
    """How many are like that, and the latest; where there is none, the latest of the others."""
    if like:
        return plural(
            len(like),
            "has {n} registration like that, made on {registration}",
            "has {n} registrations like that, the last made on {registration}",
            registration=_latest(like),
        )
    if not facts.registrations:
        return _("has no registration at all")
    return plural(
        len(facts.registrations),
        "has no registration like that; {n} other one, made on {registration}",
        "has no registration like that; {n} other ones, the last made on {registration}",
        registration=_latest(facts.registrations),
    )


def _latest(places: Sequence[Registration]) -> str:
    last = max(places, key=lambda each: each.on)
    day, status = dated(last.on), _STATUS[last.status]
    if last.name:
        return _("{day} for “{event}” ({status})", day=day, event=last.name, status=status)
    return _("{day} ({status})", day=day, status=status)
