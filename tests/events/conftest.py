"""A gala, and who comes to it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.db import db, now
from tests import factories
from tests.events.makers import CANCELLED, WAITLISTED, an_event, people, registered
from tests.factories import World


@dataclass(frozen=True, slots=True)
class Gala:
    """A gala yesterday. Ann and Bea are registered, Cleo waits, Dora cancelled, and Evan is not on it."""

    event: int
    registrations: dict[str, int]
    people: dict[str, int]

    def __call__(self, *parts: object) -> str:
        return "/".join(["/events", str(self.event), *map(str, parts)])

    def of(self, name: str, *parts: object) -> str:
        return self("registrations", self.registrations[name], *parts)

    def at_the_door(self, name: str, *parts: object) -> str:
        return self("check-in", self.registrations[name], *parts)


@pytest.fixture
def gala(app: Flask, world: World) -> Gala:
    with factories.inside(app, world.ours):
        yesterday = now() - timedelta(days=1)
        event = an_event(world.ours, "Spring Gala", starts_at=yesterday, capacity=3, place="Hall")
        ann, bea, cleo, dora, evan = people(world.ours, "Ann", "Bea", "Cleo", "Dora", "Evan")
        made = [
            *registered(world.ours, event, ann, guests=1, fee=2_500, currency="USD", ticket="VIP"),
            *registered(world.ours, event, bea),
            *registered(world.ours, event, cleo, status=WAITLISTED),
            *registered(world.ours, event, dora, status=CANCELLED),
        ]
        db.session.commit()
    names = ("ann", "bea", "cleo", "dora")
    return Gala(
        event,
        dict(zip(names, made, strict=True)),
        dict(zip((*names, "evan"), (ann, bea, cleo, dora, evan), strict=True)),
    )


def found(app: Flask, world: World, gala: Gala) -> set[tuple[str, RegistrationStatus]]:
    """The status of each registration, by first name; "new" for any other."""
    with factories.inside(app, world.ours):
        known = {key: name for name, key in gala.registrations.items()}
        return {(known.get(key, "new"), status) for key, status in _statuses(world.ours, gala.event)}


def _statuses(workspace_id: int, event: int) -> list[tuple[int, RegistrationStatus]]:
    mine = (Registration.workspace_id == workspace_id, Registration.event_id == event)
    return [(each.id, each.status) for each in db.session.query(Registration).filter(*mine)]
