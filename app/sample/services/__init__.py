"""Filling a workspace with the sample: the same services that staff and imports use, in sets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from app.accounts.models import Staff, Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches.services.in_force import local_today
from app.db import bind, db, keep_statistics, new_id
from app.matching.services import count_anew
from app.sample.domain import facts
from app.sample.domain.besides import dressed
from app.sample.domain.choices import choices
from app.sample.domain.people import people
from app.sample.domain.relations import relations
from app.sample.services.audiences import add_groups, plain
from app.sample.services.history import add_gifts, add_mailings, add_registrations
from app.sample.services.permission import add_choices
from app.sample.services.staffwork import add_relations
from app.sample.services.supporters import add_people

SIZE = 2_000
"""Constituents in a sample of scale 1."""


BOARD, OTHERS = 7, 20
"""How many people are on the board, and how many whoever adds to the sample hears of."""

Listener = Callable[[Workspace, Sequence[int], date, Actor], None]
_listeners: list[Listener] = []


def on_filled(listener: Listener) -> None:
    """Let a package above add to the sample, in its transaction; it is given people nothing is told of."""
    if listener not in _listeners:
        _listeners.append(listener)


def fill_on_set_up(workspace: Workspace, staff: Staff, fill: bool) -> None:
    """What set-up offers as *fill with sample data*."""
    if fill:
        bind(workspace.id)
        fill_workspace(workspace, today=local_today(workspace), by=staff)


def fill_workspace(
    workspace: Workspace, *, today: date, scale: int = 1, seed: int = 7, by: Staff | None = None
) -> int:
    """Add `scale` × 2,000 supporters with five years behind them; answers how many. The caller commits.

    The same workspace, day, scale and seed give the same people and facts.
    """
    chance = Random(seed)  # noqa: S311  # a sample is not a secret
    actor = Actor(by.name if by else "Sample", Via.SEED, id=by.id if by else None)
    everybody = people(chance, today, SIZE * scale)
    if workspace.has_sample:  # an ID of another system has one owner
        everybody = [replace(who, record=replace(who.record, external_ids=())) for who in everybody]
    ids = add_people(workspace, everybody, actor)
    add_gifts(workspace, dressed(facts.gifts(chance, today, everybody), everybody, today), ids)
    add_registrations(workspace, chance, today, everybody, ids)
    silent = add_choices(workspace, choices(chance, today, everybody), everybody, ids, actor)
    silent |= {
        number: facts.at_noon(person.here_until(today))
        for number, person in enumerate(everybody)
        if person.died
    }
    add_mailings(workspace, chance, today, everybody, ids, silent)
    one_act = replace(actor, change_set=new_id())
    add_relations(workspace, relations(chance, today, everybody), ids, one_act, today)
    few = plain(everybody, ids, BOARD + OTHERS)
    add_groups(workspace, few[:BOARD], actor)
    count_anew(workspace.id)
    for listener in _listeners:
        listener(workspace, few[BOARD:], today, actor)
    workspace.has_sample = True
    db.session.flush()
    keep_statistics()
    return len(ids)
