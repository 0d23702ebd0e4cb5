"""What it costs to take in facts: with rollups, without, and beside the bare rows."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from itertools import count
from random import Random
from typing import Any
from unittest.mock import patch

from sqlalchemy import insert, select

from app.activity import services
from app.activity.domain.arrivals import NewDonation, NewEmailEvent, NewRegistration
from app.activity.domain.kinds import EmailEventKind
from app.activity.models import Campaign, Donation, EmailEvent, Event, Registration
from app.activity.services import rebuilding, rollups
from app.constituents.models import Constituent
from app.db import db, new_ids
from bench.data.databases import Made
from bench.facts.session import session
from bench.timing import grid, measure_in_turn, milliseconds

CHUNK = 500
"""Facts in one transaction, as an import commits them."""

KEPT, UNKEPT, FLOOR = "with rollups", "without rollups", "executemany alone"


def taking_in(made: Made, here: int, times: int) -> str:
    """Chunks as an import brings them: with rollups, without, and only the rows."""
    lines = []
    for name, table, record, new in _kinds(made, here):
        turns: dict[str, list[Callable[[], object]]] = {KEPT: [], UNKEPT: [], FLOOR: []}
        for _ in range(times):
            turns[KEPT].append(partial(_recorded, made, here, record, new(CHUNK), nullcontext()))
            turns[UNKEPT].append(partial(_recorded, made, here, record, new(CHUNK), _unkept()))
            turns[FLOOR].append(partial(_inserted, made, here, table, new(CHUNK)))
        figures = measure_in_turn(turns)
        rates = [f"{CHUNK / figures[label].median:,.0f}" for label in (KEPT, UNKEPT, FLOOR)]
        cost = (figures[KEPT].median - figures[UNKEPT].median) / CHUNK * 1e6
        lines.append([name, *rates, f"{cost:,.0f}"])
    heads = [f"{KEPT}, rows/s", UNKEPT, FLOOR, "rollups, µs a row"]
    return grid(f"Taking in {CHUNK} rows a transaction on {made.label}", heads, lines)


Record = Callable[[int, Sequence[Any]], Any]


def _kinds(made: Made, here: int) -> Iterator[tuple[str, Any, Record, Callable[[int], list[Any]]]]:
    """Each kind of fact with its table, what records it, and what makes new ones."""
    with session(made, here):
        people = db.session.scalars(select(Constituent.id).limit(20_000)).all()
        events, campaigns = (db.session.scalars(select(each.id)).all() for each in (Event, Campaign))
    chance, now, number = Random(7), datetime.now(UTC), count()
    who, today = partial(chance.choice, people), now.date()

    def key() -> dict[str, Any]:
        return {"source": "bench-run", "external_key": f"{time.time_ns()}-{next(number)}"}

    def gifts(many: int) -> list[Any]:
        money = {"amount": 2500, "currency": "USD", "received_on": today}
        return [NewDonation(constituent_id=who(), **money, **key()) for _ in range(many)]  # type: ignore[arg-type]

    def places(many: int) -> list[Any]:
        return [
            NewRegistration(
                constituent_id=who(),
                event_id=chance.choice(events),
                registered_at=now,
                currency="USD",
                **key(),
            )
            for _ in range(many)
        ]

    def reports(many: int) -> list[Any]:
        return [
            NewEmailEvent(
                constituent_id=who(),
                campaign_id=chance.choice(campaigns),
                kind=EmailEventKind.OPENED,
                at=now,
                **key(),
            )
            for _ in range(many)
        ]

    yield "donations", Donation, services.record_donations, gifts
    yield "registrations", Registration, services.record_registrations, places
    yield "email events", EmailEvent, services.record_email_events, reports


@contextmanager
def _unkept() -> Iterator[None]:
    nothing = lambda *_facts, **_people: None  # noqa: E731
    with patch.object(rollups, "follow", nothing), patch.object(rollups, "follow_months", nothing):
        yield


def _recorded(made: Made, here: int, record: Record, facts: Sequence[Any], how: Any) -> None:
    with session(made, here), how:
        record(here, facts)


def _inserted(made: Made, here: int, table: Any, facts: Sequence[Any]) -> None:
    with session(made, here):
        rows = [
            {"workspace_id": here, "id": own, **{name: getattr(fact, name) for name in fact.__slots__}}
            for own, fact in zip(new_ids(len(facts)), facts, strict=True)
        ]
        db.session.execute(insert(table.__table__), rows)


# --- one at a time


def one_at_a_time(made: Made, here: int, times: int) -> str:
    """One fact and its commit, which waits for the disk."""
    turns: dict[str, list[Callable[[], object]]] = {}
    added: dict[Any, set[int]] = {}
    for name, table, record, new in _kinds(made, here):
        gone = added.setdefault(table, set())
        for label in (KEPT, UNKEPT):
            turns[f"one of the {name}, {label}"] = [
                partial(_committed, made, here, record, new(1), gone, label) for _ in range(times)
            ]
    figures = measure_in_turn(turns)
    with session(made, here):
        for table, ids in added.items():
            services.remove(here, table, ids)
        rebuilding.rebuild(here)
        db.session.commit()
    lines = [[label, *milliseconds(figure)] for label, figure in figures.items()]
    return grid(f"One fact and its commit on {made.label}", ["median ms", "p95 ms"], lines)


def _committed(
    made: Made, here: int, record: Record, facts: Sequence[Any], added: set[int], label: str
) -> None:
    with session(made, here), nullcontext() if label == KEPT else _unkept():
        added.update(record(here, facts).ids)
        db.session.commit()
