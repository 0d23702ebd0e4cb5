"""Filling a workspace with the sample: the same services that staff and imports use, in sets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from random import Random
from typing import TypeVar

from sqlalchemy import update

from app.accounts.models import Staff, Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
)
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.constituents.models import Constituent
from app.db import bind, db, insert_all, new_id
from app.sample.domain import facts, words
from app.sample.domain.people import Person, people
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all

SIZE = 2_000
"""Constituents in a sample of scale 1."""
SOURCE = "Sample data"
CHUNK = 500
T = TypeVar("T")


def fill_on_set_up(workspace: Workspace, staff: Staff, fill: bool) -> None:
    """What set-up offers as *fill with sample data*."""
    if fill:
        bind(workspace.id)
        fill_workspace(workspace, today=datetime.now(UTC).date(), by=staff)


def fill_workspace(
    workspace: Workspace, *, today: date, scale: int = 1, seed: int = 7, by: Staff | None = None
) -> int:
    """Add `scale` × 2,000 supporters with five years behind them; answers how many. The caller commits.

    The same workspace, day, scale and seed give the same people and facts.
    """
    chance = Random(seed)  # noqa: S311  # a sample is not a secret
    actor = Actor(by.name if by else "Sample", Via.SEED, id=by.id if by else None)
    everybody = people(chance, today, SIZE * scale)
    ids = _add_people(workspace, everybody, actor, today)
    _add_gifts(workspace, facts.gifts(chance, today, everybody), ids)
    _add_registrations(workspace, chance, today, everybody, ids)
    silent = _add_choices(workspace, facts.choices(chance, today, everybody), everybody, ids, actor)
    _add_mailings(workspace, chance, today, everybody, ids, silent)
    workspace.has_sample = True
    db.session.flush()
    return len(ids)


def _chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _add_people(workspace: Workspace, everybody: Sequence[Person], actor: Actor, today: date) -> list[int]:
    ids = []
    for chunk in _chunks(everybody):
        tasks = [
            Task(plan=create_plan(person.record), kind=person.record.kind, source=SOURCE) for person in chunk
        ]
        results = apply_all(workspace.id, tasks, actor=actor)
        ids += [result.record.id for result in results if isinstance(result, Applied)]
    _age(workspace.id, everybody, ids)
    return ids


def _age(workspace_id: int, everybody: Sequence[Person], ids: Sequence[int]) -> None:
    """Supporters came over the years, and some have died; the sample remembers when."""
    rows = [
        {
            "workspace_id": workspace_id,
            "id": who,
            "created_at": facts.at_noon(person.since),
            "is_deceased": person.deceased is not None,
            "deceased_year": person.deceased.year if person.deceased else None,
        }
        for who, person in zip(ids, everybody, strict=True)
    ]
    db.session.execute(update(Constituent), rows)


def _add_gifts(workspace: Workspace, gifts: Iterable[facts.Gift], ids: Sequence[int]) -> None:
    for chunk in _chunks(gifts, 5_000):
        activity.record_donations(
            workspace.id,
            [
                NewDonation(
                    constituent_id=ids[gift.person],
                    amount=gift.amount,
                    currency=workspace.currency,
                    received_on=gift.on,
                    kind=gift.kind,
                    fund=gift.fund,
                    appeal=gift.appeal,
                    method=gift.method,
                    source=SOURCE,
                )
                for gift in chunk
            ],
        )


def _add_registrations(
    workspace: Workspace, chance: Random, today: date, everybody: Sequence[Person], ids: Sequence[int]
) -> None:
    held = facts.occasions(today)
    events = activity.record_events(
        workspace.id,
        [
            NewEvent(
                name=each.name,
                category=each.category,
                place=each.place,
                starts_at=each.starts_at,
                source=SOURCE,
            )
            for each in held
        ],
    ).ids
    for chunk in _chunks(facts.places(chance, today, everybody, held), 5_000):
        activity.record_registrations(
            workspace.id,
            [
                NewRegistration(
                    constituent_id=ids[place.person],
                    event_id=events[place.occasion],
                    registered_at=place.at,
                    status=place.status,
                    source=SOURCE,
                )
                for place in chunk
            ],
        )


def _add_choices(
    workspace: Workspace,
    choices: Iterable[facts.Choice],
    everybody: Sequence[Person],
    ids: Sequence[int],
    actor: Actor,
) -> dict[int, datetime]:
    """Write the ledger; answers who must not be written to any more, and since when."""
    topics = _add_interests(workspace)
    silent: dict[int, datetime] = {}
    for chunk in _chunks(choices, 2_000):
        for party in Party:
            lines = [_line(choice, everybody, ids, topics) for choice in chunk if _party(choice) is party]
            yes = [line for line in lines if not line.kind.restricts]
            no = [line for line in lines if line.kind.restricts]
            consent.permit(workspace, yes, party=party, actor=actor)
            consent.restrict(workspace, no, party=party, actor=actor)
        silent |= {
            choice.person: choice.at
            for choice in chunk
            if choice.kind.restricts and choice.kind is not EventKind.TOPIC_LEFT
        }
    return silent


def _party(choice: facts.Choice) -> Party:
    if choice.kind in (EventKind.BOUNCED, EventKind.COMPLAINED):
        return Party.PROVIDER
    return Party.STAFF if choice.kind is EventKind.DO_NOT_CONTACT_SET else Party.SUPPORTER


def _line(
    choice: facts.Choice, everybody: Sequence[Person], ids: Sequence[int], topics: Sequence[int]
) -> consent.Line:
    emails = everybody[choice.person].record.emails
    line = consent.Line(
        kind=choice.kind,
        at=choice.at,
        subject=ids[choice.person],
        address=emails[0].address if emails and choice.kind in _ABOUT_ADDRESS else "",
        topic=None if choice.topic is None else topics[choice.topic],
        basis=choice.basis,
        reason=choice.reason,
        source=choice.source,
    )
    return replace(line, statement="Yes, send me news.") if choice.basis else line


_ABOUT_ADDRESS = (EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.UNSUBSCRIBED)


def _add_interests(workspace: Workspace) -> list[int]:
    rows = [
        {
            "workspace_id": workspace.id,
            "id": new_id(),
            "name": name,
            "description": description,
            "frequency": frequency,
            "is_opt_in": opt_in,
        }
        for name, description, frequency, opt_in in words.INTERESTS
    ]
    insert_all(InterestGroup, rows)
    return [int(str(row["id"])) for row in rows]


def _add_mailings(
    workspace: Workspace,
    chance: Random,
    today: date,
    everybody: Sequence[Person],
    ids: Sequence[int],
    silent: dict[int, datetime],
) -> None:
    sent = facts.mailings(today)
    campaigns = activity.record_campaigns(
        workspace.id,
        [NewCampaign(name=m.name, subject=m.subject, sent_at=m.sent_at, source=SOURCE) for m in sent],
    ).ids
    for chunk in _chunks(facts.reports(chance, everybody, sent, silent), 5_000):
        activity.record_email_events(
            workspace.id,
            [
                NewEmailEvent(
                    constituent_id=ids[report.person],
                    campaign_id=campaigns[report.mailing],
                    kind=report.kind,
                    at=report.at,
                    machine=report.machine,
                    bounce=report.bounce,
                    source=SOURCE,
                )
                for report in chunk
            ],
        )
