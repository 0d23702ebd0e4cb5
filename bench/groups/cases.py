"""The quick segments and ten compound rules, each with the same question put to the facts in plain SQL.

The plain SQL asks of every person with EXISTS; the numbers that both find have to be equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign, Event
from app.consent.models import InterestGroup
from app.db import db
from app.groups.domain.periods import AsOf, Last, Period, Unit, Which, Year, YearKind, resolve
from app.groups.domain.segments import Segment

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A rule as it is stored, and the condition about a row `c` of constituents that means the same."""

    label: str
    rule: Json
    plain: str


@dataclass(frozen=True, slots=True)
class World:
    """What the rules name, and the values of the plain SQL."""

    event: int
    topic: int
    campaigns: tuple[int, ...]
    values: Mapping[str, Any]


def world(workspace: Workspace, at: datetime) -> World:
    """An event, a topic, the last campaigns, and the days and instants that the periods mean."""
    here = workspace.id
    event = db.session.scalar(select(Event.id).where(Event.workspace_id == here).order_by(Event.id).limit(1))
    topic = db.session.scalar(
        select(InterestGroup.id).where(InterestGroup.workspace_id == here).order_by(InterestGroup.id).limit(1)
    )
    last = select(Campaign.id).where(Campaign.workspace_id == here, Campaign.sent_at <= at)
    campaigns = tuple(db.session.scalars(last.order_by(Campaign.sent_at.desc(), Campaign.id.desc()).limit(3)))
    values = _values(workspace, at) | {
        "here": here,
        "event": event,
        "topic": topic,
        "currency": workspace.currency,
    }
    names = {f"campaign_{place}": own for place, own in enumerate(campaigns)}
    return World(event or 0, topic or 0, campaigns, values | names)


def _values(workspace: Workspace, at: datetime) -> dict[str, Any]:
    zone = ZoneInfo(workspace.timezone)
    as_of = AsOf(at.astimezone(zone).date(), workspace.fiscal_year_start)
    spans: dict[str, Period] = {
        "year": Last(12, Unit.MONTHS),
        "half": Last(180, Unit.DAYS),
        "this": Year(Which.THIS, YearKind.FISCAL),
        "previous": Year(Which.LAST, YearKind.FISCAL),
        "calendar": Year(Which.THIS, YearKind.CALENDAR),
    }
    values: dict[str, Any] = {}
    for name, period in spans.items():
        days = resolve(period, as_of)
        for end, day in (("from", days.start), ("to", days.end)):
            values[f"{name}_{end}"] = day
            values[f"{name}_{end}_at"] = day and datetime.combine(day, time(), zone).astimezone(UTC)
    return values | {"now": at, "soon": at + timedelta(days=30)}


# --- the plain SQL


def _has(table: str, *conditions: str, owner: str = "constituent_id") -> str:
    told = " AND ".join((f"f.workspace_id = c.workspace_id AND f.{owner} = c.id", *conditions))
    return f"EXISTS (SELECT 1 FROM {table} f WHERE {told})"


def _gave(*conditions: str) -> str:
    return _has("donations", "f.status = 'settled'", "f.amount >= 0", *conditions)


def _within(column: str, span: str) -> str:
    suffix = "" if column.endswith("_on") else "_at"
    return f"f.{column} >= :{span}_from{suffix} AND f.{column} < :{span}_to{suffix}"


def _sum(*conditions: str) -> str:
    told = " AND ".join(("f.status = 'settled'", "f.currency = :currency", *conditions))
    return (
        "(SELECT coalesce(sum(f.amount), 0) FROM donations f"
        f" WHERE f.workspace_id = c.workspace_id AND f.constituent_id = c.id AND {told})"
    )


def _number(table: str, *conditions: str) -> str:
    told = " AND ".join(("f.workspace_id = c.workspace_id AND f.constituent_id = c.id", *conditions))
    return f"(SELECT count(*) FROM {table} f WHERE {told})"


def _at_primary(*conditions: str) -> str:
    told = " AND ".join(conditions)
    return (
        "EXISTS (SELECT 1 FROM email_addresses e JOIN address_hashes h"
        " ON h.workspace_id = e.workspace_id AND h.email_id = e.id"
        " JOIN restrictions f ON f.workspace_id = h.workspace_id AND f.address_key = h.address_key"
        " WHERE e.workspace_id = c.workspace_id AND e.constituent_id = c.id"
        f" AND e.is_primary AND e.is_active AND {told})"
    )


def _restricted(*conditions: str) -> str:
    return _has("restrictions", *conditions, owner="subject_id")


_PRIMARY = (
    "EXISTS (SELECT 1 FROM email_addresses e JOIN address_hashes h"
    " ON h.workspace_id = e.workspace_id AND h.email_id = e.id"
    " WHERE e.workspace_id = c.workspace_id AND e.constituent_id = c.id"
    " AND e.is_primary AND e.is_active AND h.is_well_formed)"
)
_MESSAGE_UNSUBSCRIBED = ("f.gate = 'not_unsubscribed'", "f.kind = 'unsubscribed'")
_UNSUBSCRIBED = f"({_restricted(*_MESSAGE_UNSUBSCRIBED)} OR {_at_primary(*_MESSAGE_UNSUBSCRIBED)})"
_MARKED, _LEFT = "f.gate = 'not_do_not_contact'", "f.gate = 'topic'"
_OF_PERSON = "(f.address_key IS NULL OR f.reason IN ('objection', 'erased', 'complaint'))"
_GATE = "f.gate = 'not_suppressed'"
_SUPPRESSED = f"({_restricted(_MARKED)} OR {_restricted(_GATE, _OF_PERSON)} OR {_at_primary(_GATE)})"
_ELIGIBLE = (
    f"(NOT c.is_deceased AND c.is_active AND {_PRIMARY} AND NOT {_SUPPRESSED} AND NOT {_UNSUBSCRIBED})"
)
_SENT, _OPENED = _has("deliveries"), _has("deliveries", "f.opened_at IS NOT NULL")
_CLICKED = _has("deliveries", "f.clicked_at IS NOT NULL")
_STANDS = "f.status <> 'cancelled'"
_ENGAGED = " OR ".join(
    (
        _has("deliveries", _within("opened_at", "year")),
        _has("deliveries", _within("clicked_at", "year")),
        _gave(_within("received_on", "year")),
        _has("registrations", _STANDS, _within("registered_at", "year")),
    )
)
_LAST_KNOWN = (
    "(SELECT f.bounce FROM deliveries f WHERE f.workspace_id = c.workspace_id AND f.constituent_id = c.id"
    " AND (f.delivered_at IS NOT NULL OR f.bounce IS NOT NULL)"
    " ORDER BY f.sent_at DESC, f.campaign_id DESC LIMIT 1)"
)
_BOUNCING = "f.reason IN ('hard_bounce', 'soft_bounces')"

_SEGMENTS = {
    Segment.MARKETING_ELIGIBLE: _ELIGIBLE,
    Segment.SUPPRESSED: _SUPPRESSED,
    Segment.NEVER_EMAILED: f"NOT {_SENT}",
    Segment.EMAILED_NEVER_OPENED: (
        f"{_has('deliveries', 'f.delivered_at IS NOT NULL')} AND NOT {_OPENED} AND NOT {_CLICKED}"
    ),
    Segment.OPENED_NEVER_CLICKED: f"{_OPENED} AND NOT {_CLICKED}",
    Segment.DONORS: _gave(),
    Segment.REGISTRANTS: _has("registrations", _STANDS),
    Segment.ENGAGED: f"({_ENGAGED})",
    Segment.UNSUBSCRIBED: _UNSUBSCRIBED,
    Segment.BECOMING_INELIGIBLE: "1 = 0",
    Segment.BOUNCED: (
        f"({_LAST_KNOWN} = 'permanent' OR {_restricted(_GATE, _OF_PERSON, _BOUNCING)}"
        f" OR {_at_primary(_GATE, _BOUNCING)})"
    ),
}


# --- the rules


def _rule(*conditions: Json, match: str = "all", version: int = 2) -> Json:
    return {"version": version, "match": match, "conditions": list(conditions)}


def _none(*conditions: Json) -> Json:
    return {"match": "none", "conditions": list(conditions)}


def _gifts(op: str, n: int, **more: Any) -> Json:
    return {"type": "gift_count", "op": op, "n": n, **more}


def _segment(segment: Segment) -> Json:
    return {"type": "in_segment", "segment": segment.value}


_ELIGIBLE_RULE: Json = {"type": "can_be_emailed"}
_YEAR: Json = {"type": "last", "n": 12, "unit": "months"}
_HALF: Json = {"type": "last", "n": 180, "unit": "days"}
_PREVIOUS: Json = {"type": "year", "which": "last", "kind": "fiscal"}
_THIS: Json = {"type": "year", "which": "this", "kind": "fiscal"}
_CALENDAR: Json = {"type": "year", "which": "this", "kind": "calendar"}


def cases(known: World) -> Iterator[Case]:
    """Every quick segment, and the compound rules."""
    for segment in Segment:
        yield Case(segment.label, _rule(_segment(segment), version=1), _SEGMENTS[segment])
    yield from _giving(known)
    yield from _mail(known)


def _giving(known: World) -> Iterator[Case]:
    yield Case(
        "gave ≥ $75 in 12 months, not at the event, eligible, in the topic",
        _rule(
            _gifts("at_least", 1, amount_at_least=7_500, period=_YEAR),
            _none({"type": "registered_for", "event": known.event}),
            {"type": "can_be_emailed", "topic": known.topic},
            {"type": "interest_in", "interest": known.topic, "choice": "joined"},
        ),
        f"{_gave('f.amount >= 7500', 'f.currency = :currency', _within('received_on', 'year'))}"
        f" AND NOT {_has('registrations', 'f.event_id = :event', _STANDS)} AND {_ELIGIBLE}"
        f" AND {_has('topics_joined', 'f.topic_id = :topic', owner='subject_id')}"
        f" AND NOT {_restricted(_LEFT, 'f.topic_id = :topic')}",
    )
    given_then, given_now = _gave(_within("received_on", "previous")), _gave(_within("received_on", "this"))
    yield Case(
        "LYBUNT",
        _rule(_gifts("at_least", 1, period=_PREVIOUS), _gifts("exactly", 0, period=_THIS)),
        f"{given_then} AND NOT {given_now}",
    )
    yield Case(
        "SYBUNT",
        _rule(
            _gifts("at_least", 1),
            _gifts("exactly", 0, period=_PREVIOUS),
            _gifts("exactly", 0, period=_THIS),
        ),
        f"{_gave()} AND NOT {given_then} AND NOT {given_now}",
    )
    yield Case(
        "lifetime $500–2,000",
        _rule(
            {"type": "total_given", "op": "at_least", "amount": 50_000},
            {"type": "total_given", "op": "at_most", "amount": 200_000},
        ),
        f"{_sum()} BETWEEN 50000 AND 200000",
    )
    yield Case(
        "lapsed, ≥ $300 in all, engaged",
        _rule(
            {"type": "total_given", "op": "at_least", "amount": 30_000},
            _gifts("exactly", 0, period=_YEAR),
            _segment(Segment.ENGAGED),
        ),
        f"{_sum()} >= 30000 AND NOT {_gave(_within('received_on', 'year'))} AND ({_ENGAGED})",
    )
    yield Case(
        "eligible, gave nothing this year",
        _rule(_ELIGIBLE_RULE, _gifts("exactly", 0, period=_CALENDAR)),
        f"{_ELIGIBLE} AND NOT {_gave(_within('received_on', 'calendar'))}",
    )
    yield Case(
        "≥ $200 in 12 months in ≥ 2 gifts",
        _rule(
            {"type": "total_given", "op": "at_least", "amount": 20_000, "period": _YEAR},
            _gifts("at_least", 2, period=_YEAR),
        ),
        f"{_sum(_within('received_on', 'year'))} >= 20000 AND "
        + _number("donations", "f.status = 'settled'", "f.amount >= 0", _within("received_on", "year"))
        + " >= 2",
    )


def _mail(known: World) -> Iterator[Case]:
    last = ", ".join(f":campaign_{place}" for place in range(len(known.campaigns)))
    yield Case(
        "opened any of the last 3 campaigns",
        _rule({"type": "emails", "what": "opened", "op": "at_least", "n": 1, "last_campaigns": 3}),
        _has("deliveries", f"f.campaign_id IN ({last})", "f.opened_at IS NOT NULL"),
    )
    sent = _within("sent_at", "half")
    yield Case(
        "≥ 3 sent, none opened, 180 days",
        _rule(
            {"type": "emails", "what": "sent", "op": "at_least", "n": 3, "period": _HALF},
            {"type": "emails", "what": "opened", "op": "exactly", "n": 0, "period": _HALF},
        ),
        f"{_number('deliveries', sent)} >= 3 AND NOT {_has('deliveries', _within('opened_at', 'half'))}",
    )
    yield Case(
        "registered ≥ 2 times, never gave, eligible",
        _rule(
            {"type": "registrations", "op": "at_least", "n": 2},
            _gifts("exactly", 0),
            _ELIGIBLE_RULE,
        ),
        f"{_number('registrations', _STANDS)} >= 2 AND NOT {_gave()} AND {_ELIGIBLE}",
    )
