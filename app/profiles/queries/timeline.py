"""The timeline of a person: six sources read from one point on, in one statement, merged in one order."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Workspace
from app.gathered import ask, rows
from app.profiles.domain.moments import Moment, MomentKind, latest, on_day
from app.profiles.queries import moments
from app.web.pagination import Cursor, encode

SIZE = 25
EVERYTHING = frozenset(MomentKind)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some moments, latest first; `older` is the cursor of the stretch before it, None at the very first."""

    moments: list[Moment]
    older: str | None


@dataclass(frozen=True, slots=True)
class Before:
    """The point of the timeline that a stretch is read from; None means from now."""

    at: datetime
    id: int


def stretch(
    workspace: Workspace,
    constituent_id: int,
    before: Before | None,
    *,
    kinds: Set[MomentKind] = EVERYTHING,
    size: int = SIZE,
) -> Stretch:
    """So many facts of these kinds about one person, older than the point given."""
    wanted = tuple(kind for kind in MomentKind if kind in kinds)
    values = {"most": size + 1, **(_point(before) if before else {})}
    row = ask(_statement(wanted, before is not None), workspace.id, constituent_id, **values)
    cut = moments.cut_off(row.change) if MomentKind.CHANGE in wanted else None
    found = latest((moment for kind in wanted for moment in _moments(kind, row)), size + 1)
    known = [moment for moment in found if cut is None or moment.place > (cut.at, cut.id)]
    return _stretch(known, size, goes_on=cut is not None)


def _stretch(found: list[Moment], size: int, *, goes_on: bool) -> Stretch:
    shown = found[:size]
    more = shown and (goes_on or len(found) > size)
    return Stretch(shown, encode(Cursor((shown[-1].at.isoformat(), shown[-1].id))) if more else None)


@cache
def _statement(kinds: tuple[MomentKind, ...], goes_on: bool) -> Select[Any]:
    return select(*(rows(moments.SOURCES[kind](goes_on)).label(kind.value) for kind in kinds))


def _point(before: Before) -> dict[str, Any]:
    """What has only a date stands at noon of it, so that what is left of a day depends on the time."""
    day, noon = before.at.date(), on_day(before.at.date())
    on_it = before.id if before.at == noon else 0
    until = day + timedelta(days=1) if before.at > noon else day
    return {"at": before.at, "own": before.id, "day": until, "own_on_day": on_it}


def _moments(kind: MomentKind, row: Any) -> Iterator[Moment]:
    match kind:
        case MomentKind.GIFT | MomentKind.NOTE:
            for what in getattr(row, kind.value):
                yield Moment(on_day(what.day), what.id, kind, what, only_day=True)
        case MomentKind.EVENT | MomentKind.EMAIL | MomentKind.PERMISSION | MomentKind.CHANGE:
            for what in getattr(row, kind.value):
                yield Moment(what.at, what.id, kind, what)
