"""Trying out settings of matching on rows by their stored likenesses, without a search."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.accounts.models import Workspace
from app.batches import queries
from app.batches.domain.evidence import called
from app.batches.domain.identity import identity
from app.batches.domain.replay import Replay, Turn, replayed
from app.batches.domain.replay_matching import difference
from app.batches.models import Batch, BatchRow
from app.batches.queries.replaying import compared
from app.batches.services.checking import reread
from app.batches.services.planning import Planner
from app.batches.services.replaying import MOST, candidates, part
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing, Incoming
from app.matching.domain.decide import MatchingSettings
from app.matching.queries.settings import settings_of
from app.words import _

_FULL = 100.0


class _Read(NamedTuple):
    batch: Batch
    row: BatchRow
    says: Incoming


def replay_matching(workspace: Workspace, new: MatchingSettings, *, most: int = MOST) -> Replay:
    """What would become of rows that are like somebody; the statements do not grow with the rows."""
    taken = compared(workspace.id, most=most)
    saved = settings_of(workspace)
    read = [one for each in taken for one in _read(each.batch, each.rows)]
    distinct = queries.distinctions(workspace.id, [identity(one.says) for one in read])
    turns = [
        turn
        for one in read
        if (turn := _turn(one, distinct.get(identity(one.says), frozenset()), saved, new)) is not None
    ]
    return _named(workspace.id, replayed(map(part, taken), turns))


def _read(batch: Batch, rows: Sequence[BatchRow]) -> Iterator[_Read]:
    """The rows that were left to their likeness, as no identifier names somebody."""
    if not rows or batch.settings.get("thresholds"):
        return  # thresholds of its own hold, whatever those of the workspace are
    planner = Planner(batch)
    for row in rows:
        says = reread(planner, row)
        if isinstance(says, Incoming) and not _is_named(row, says, planner.settings.trusted):
            yield _Read(batch, row, says)


def _is_named(row: BatchRow, says: Incoming, trusted: frozenset[str]) -> bool:
    has_identifier = bool(says.lookup_id) or any(each.system in trusted for each in says.external_ids)
    return has_identifier and row.target_id is not None and row.score == _FULL


def _turn(
    one: _Read, distinct: frozenset[int], saved: MatchingSettings, new: MatchingSettings
) -> Turn | None:
    matches = [each for each in candidates(one.row) if each.constituent_id not in distinct]
    best = max(matches, key=lambda each: each.standing, default=None)
    if best is None:
        return None
    found = difference(matches, _("{score} points", score=f"{best.score:g}"), saved, new, one.batch.mode)
    who = one.row.name or one.row.email
    if found is None:
        return None
    return Turn(one.batch.number, one.row.number, who, (found,), like=best.constituent_id)


def _named(workspace_id: int, replay: Replay) -> Replay:
    """The examples with the names of those whom they are like."""
    people = constituents.existing(workspace_id, {each.like for each in replay.examples})
    return replace(
        replay, examples=tuple(_with_name(each, people.get(each.like)) for each in replay.examples)
    )


def _with_name(turn: Turn, person: Existing | None) -> Turn:
    if person is None:
        return turn
    like = called(person)
    named = (
        replace(each, about=_("{points}, like {person}", points=each.about, person=like))
        for each in turn.differences
    )
    return replace(turn, differences=tuple(named))
