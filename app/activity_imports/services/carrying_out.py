"""Writing the facts of rows, in sets: people first, then events and mailings, then what they did."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewEmailEvent
from app.activity.domain.implying import after_import
from app.activity.models import Donation, Registration
from app.activity_imports.domain import arriving
from app.activity_imports.domain.facts import Fact, GiftFact, MailFact, RegistrationFact
from app.activity_imports.domain.plan import Decided, FieldChange
from app.activity_imports.queries.records import abouts, donations, made_by
from app.activity_imports.services.restricting import tighten
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.rows import Action
from app.batches.models import Batch
from app.batches.services import local_today
from app.db import db


@dataclass(frozen=True, slots=True)
class Due:
    """A row that is carried out now: what it says, what was decided, and whom it is about."""

    number: int
    fact: Fact
    decided: Decided
    person: int

    @property
    def is_new(self) -> bool:
        return self.decided.action is Action.CREATE


@dataclass(slots=True)
class Written:
    """What rows made or changed: the ids of facts, and of events or mailings, by the number of the row."""

    facts: dict[int, int]
    abouts: dict[int, int]


def carry_out(batch: Batch, due: Sequence[Due], actor: Actor) -> Written:
    """Write what these rows tell. The caller is the one bulk writer, and commits; statements do not grow."""
    written = Written({}, {})
    _registrations(
        batch, [(e, e.fact) for e in due if isinstance(e.fact, RegistrationFact) and e.is_new], written
    )
    _mail(batch, [(e, e.fact) for e in due if isinstance(e.fact, MailFact) and e.is_new], written)
    gifts = [(e, e.fact) for e in due if isinstance(e.fact, GiftFact)]
    _gifts(batch, [(e, fact) for e, fact in gifts if e.is_new], written)
    _change(batch, [each for each in due if each.decided.plan.changes], actor)
    known = {each.number: each.decided.fact_id for each in due if each.decided.fact_id}
    written.facts |= {number: id for number, id in known.items() if id}
    _give_back(batch, [(e, fact) for e, fact in gifts if e.decided.plan.refund])
    tighten(
        batch, [(e.number, e.fact, e.person) for e in due if isinstance(e.fact, MailFact) and e.is_new], actor
    )
    return written


# --- gifts


def _gifts(batch: Batch, rows: Sequence[tuple[Due, GiftFact]], written: Written) -> None:
    refunds = {(fact.source, fact.refund_of) for _, fact in rows if fact.is_refund}
    of = donations(batch.workspace_id, refunds) if refunds else {}
    arriving_ = [
        arriving.gift(
            fact,
            due.person,
            batch.id,
            refund_of=of[fact.source, fact.refund_of] if fact.is_refund else None,
            is_bare=due.decided.plan.is_bare,
        )
        for due, fact in rows
    ]
    recorded = activity.record_donations(batch.workspace_id, arriving_)
    written.facts |= dict(zip((due.number for due, _ in rows), recorded.ids, strict=True))


def _give_back(batch: Batch, rows: Sequence[tuple[Due, GiftFact]]) -> None:
    """What rows say was given back of their own gifts, as lines tied to these.

    Of a gift on record it was given back since: a month that was closed stays as it was.
    """
    today = local_today(db.session.get_one(Workspace, batch.workspace_id)) if rows else None
    of = donations(batch.workspace_id, {(fact.source, fact.key) for _, fact in rows}) if rows else {}
    lines = [
        arriving.given_back(
            fact,
            due.person,
            batch,
            gift=of[fact.source, fact.key],
            amount=due.decided.plan.refund,
            seen_on=None if due.is_new else today,
        )
        for due, fact in rows
    ]
    activity.record_donations(batch.workspace_id, lines)


# --- registrations and mail


def _registrations(batch: Batch, rows: Sequence[tuple[Due, RegistrationFact]], written: Written) -> None:
    def made(missing: Mapping[str, RegistrationFact]) -> Sequence[int]:
        events = [arriving.event(fact.event, key, batch.id) for key, fact in missing.items()]
        return activity.record_events(batch.workspace_id, events).ids

    places = _abouts(batch, [fact for _, fact in rows], made)
    written.abouts |= {due.number: places[arriving.about_key(fact)] for due, fact in rows}
    new = [
        arriving.registration(fact, due.person, batch.id, written.abouts[due.number]) for due, fact in rows
    ]
    recorded = activity.record_registrations(batch.workspace_id, new)
    written.facts |= dict(zip((due.number for due, _ in rows), recorded.ids, strict=True))


def _mail(batch: Batch, rows: Sequence[tuple[Due, MailFact]], written: Written) -> None:
    def made(missing: Mapping[str, MailFact]) -> Sequence[int]:
        mailings = [arriving.campaign(fact.campaign, key, batch.id) for key, fact in missing.items()]
        return activity.record_campaigns(batch.workspace_id, mailings).ids

    mailings = _abouts(batch, [fact for _, fact in rows], made)
    written.abouts |= {due.number: mailings[arriving.about_key(fact)] for due, fact in rows}
    events = [
        each
        for due, fact in rows
        for each in arriving.happenings(fact, due.person, batch.id, written.abouts[due.number])
    ]
    if events:
        own = made_by(batch, {each.campaign_id for each in events})
        activity.begin_earlier(batch.workspace_id, _began(each for each in events if each.campaign_id in own))
        activity.record_email_events(batch.workspace_id, events)


def _began(events: Iterable[NewEmailEvent]) -> dict[int, datetime]:
    """A mailing that the import made was sent at the latest when the first thing became of it."""
    found: dict[int, datetime] = {}
    for each in events:
        found[each.campaign_id] = min(each.at, found.get(each.campaign_id, each.at))
    return found


def _abouts(batch: Batch, facts: Sequence[Any], made: Callable[[Any], Sequence[int]]) -> dict[str, int]:
    """The events or mailings of these facts on record, by their keys; those that are missing are made."""
    known = abouts(batch.workspace_id, facts)
    missing = {key: each for each in facts if (key := arriving.about_key(each)) not in known}
    return known | dict(zip(missing, made(missing), strict=True)) if missing else known


# --- what was known


def _change(batch: Batch, rows: Sequence[Due], actor: Actor) -> None:
    """Bring facts on record in step with their source; the journal of the person tells each change."""
    for kind, table in ((GiftFact, Donation), (RegistrationFact, Registration)):
        values: dict[int, dict[str, Any]] = {}
        for each in rows:
            if isinstance(each.fact, GiftFact | RegistrationFact) and isinstance(each.fact, kind):
                new = dict(arriving.changed(each.fact, each.decided.plan.changes))
                values[each.decided.fact_id or 0] = new | after_import(new)
        if values:
            activity.change(batch.workspace_id, table, values)
    told = [each for each in rows if not each.decided.plan.is_bare]  # nothing is told of who was erased
    lines = [_line(batch, each, change) for each in told for change in each.decided.plan.changes]
    record(batch.workspace_id, actor, lines)


def _line(batch: Batch, due: Due, change: FieldChange) -> Change:
    name = "gift" if isinstance(due.fact, GiftFact) else "registration"
    return Change(
        Subject.CONSTITUENT,
        due.person,
        f"{name}.{change.field}",
        before=change.before,
        after=change.after,
        item_id=due.decided.fact_id or 0,
        batch_id=batch.id,
        row_number=due.number,
    )
