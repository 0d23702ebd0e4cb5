"""The grid: the rows of a batch as a spreadsheet shows them, and what others did in it meanwhile."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from flask import Response, make_response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.batch_entry.queries.lines import PAGE, Sheet, between, last_sheet, sheet
from app.batch_entry.queries.templates import changed_since
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.facts import DECIDE, SHOWS, facts, facts_parts, parts_of, views
from app.batch_entry.routes.lines import Line, gone_part, is_typing, line_part, lines, shared
from app.batch_entry.services.rows import not_typing
from app.batches import queries
from app.batches.models import Batch
from app.batches.queries import RowFilter
from app.web import htmx
from app.web.htmx import Part

_BUSY = "busy"
_BEYOND = 2**53
"""A number that no row has."""


@bp.get("/batches/<int:number>/grid")
@requires(Permission.VIEW)
def grid(number: int) -> Response:
    """A page of rows to type into, by default the last one, with the empty row for the next."""
    batch, _ = batch_or_404(number)
    return grid_page(batch, request.args)


@bp.get("/batches/<int:number>/lines")
@requires(Permission.VIEW)
def meanwhile(number: int) -> Response:
    """What changed in the rows that are shown, since the revision that the browser knows: a light poll."""
    batch, _ = batch_or_404(number)
    if closed := not_typing(batch):
        return _closed(batch, closed)
    if request.args.get("since", type=int) == batch.revision:
        return make_response("", 204)
    first, last, is_end = (request.args.get(name, 0, type=int) for name in ("first", "last", "end"))
    which = SHOWS[DECIDE if request.args.get("show") == DECIDE else ""][1]
    rows = between(batch, first, 2**62 if is_end else last, RowFilter())
    now = {line.row.number: line for line in lines(batch, rows)}
    had = _had(request.args.get("have", ""))
    fresh = [
        line
        for number, line in now.items()
        if number not in had
        and is_end
        and "have" in request.args
        and (not which.outcomes or line.row.outcome in which.outcomes)
    ]
    parts = [line_part(batch, now[each]) for each, stamp in had.items() if _is_other(now.get(each), stamp)]
    parts += [gone_part(each) for each, stamp in had.items() if each not in now and stamp != _BUSY]
    parts += [line_part(batch, line, target="#line-new", swap="beforebegin") for line in fresh]
    ends = max([last, *(line.row.number for line in fresh)])
    more = is_end and len(rows) >= 2 * PAGE and queries.last_number(batch) > ends
    again = htmx.part(
        "batch_entry/_meanwhile.html",
        "#meanwhile",
        first=first,
        last=ends,
        end=is_end,
        more=more,
        **_asked(batch),
    )
    return htmx.partials(*parts, *facts_parts(batch), again, otherwise=url_for(".grid", number=number))


def _closed(batch: Batch, reason: str) -> Response:
    """Nobody can type any more: that is said, once, and the cells stay as they are."""
    stopped = htmx.part("batch_entry/_meanwhile.html", "#meanwhile", closed=reason, **_asked(batch))
    return htmx.partials(stopped, *facts_parts(batch), otherwise=url_for(".grid", number=batch.number))


def grid_page(
    batch: Batch,
    asked: Mapping[str, str],
    *,
    at: int | None = None,
    clashes: Mapping[int, Any] | None = None,
    also: Sequence[Part] = (),
) -> Response:
    """The grid as an address asks for it; `at` is the row to show, and to go on from."""
    told = grid_context(batch, asked, at=at, clashes=clashes)
    return htmx.render(
        "batch_entry/grid.html",
        fragment="batch_entry/_grid.html",
        title=batch.name,
        also=[*parts_of(batch, told, told["show"]), *also],
        since=() if htmx.is_fragment() else changed_since(batch),
        **told,
    )


def grid_context(
    batch: Batch,
    asked: Mapping[str, str],
    *,
    at: int | None = None,
    clashes: Mapping[int, Any] | None = None,
) -> dict[str, Any]:
    """What the grid is told, with what stands above it."""
    show = DECIDE if asked.get("show") == DECIDE and at is None else ""
    told = facts(batch)
    found = _sheet(batch, asked, SHOWS[show][1], at)
    return {
        **told,
        **shared(batch),
        "lines": lines(batch, found.rows, clashes),
        "show": show,
        "views": views(batch, show, told["counts"]),
        "at": at,
        "end": found.is_last and not show,
        "first": found.rows[0].number if found.rows else 0,
        "last": found.rows[-1].number if found.rows else 0,
        "previous": _turn(batch, show, before=found.before) if found.before else None,
        "first_page": _turn(batch, show, after=0),
        "last_page": _turn(batch, show, before=_BEYOND),
        "next": _turn(batch, show, after=found.after) if found.after else None,
        "key": uuid4().hex[:12],
        "revision": batch.revision,
    }


def _sheet(batch: Batch, asked: Mapping[str, str], which: RowFilter, at: int | None) -> Sheet:
    after, before = (_number(asked.get(name)) for name in ("after", "before"))
    wanted = at if at is not None else _number(asked.get("at"))
    if wanted is not None:
        return _sheet_with(batch, which, wanted, after)
    if after is not None:
        return sheet(batch, which, after=after or None)
    if before is not None and before < _BEYOND:
        return sheet(batch, which, before=before)
    return sheet(batch, which) if which.outcomes and before is None else last_sheet(batch, which)


def _sheet_with(batch: Batch, which: RowFilter, number: int, after: int | None) -> Sheet:
    """The page that is shown where it has the row, the last one where that has it, or one from the row on."""
    shown = sheet(batch, which, after=after) if after is not None else last_sheet(batch, which)
    if shown.rows and shown.rows[0].number <= number <= shown.rows[-1].number:
        return shown
    return sheet(batch, which, after=number - 1)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _turn(batch: Batch, show: str, **place: Any) -> str:
    return url_for(".grid", number=batch.number, show=show or None, **place)


def _asked(batch: Batch) -> dict[str, Any]:
    show = DECIDE if request.args.get("show") == DECIDE else ""
    return {"batch": batch, "revision": batch.revision, "show": show, "typing": is_typing(batch)}


def _had(told: str) -> dict[int, str]:
    """The rows that the browser shows, with the stamp of each: "4-9f3a01bc,5-busy"."""
    pairs = (each.partition("-") for each in told.split(",")[:1_000])
    return {int(number): stamp for number, _, stamp in pairs if _number(number) is not None}


def _is_other(line: Line | None, stamp: str) -> bool:
    return line is not None and stamp not in (_BUSY, line.stamp)
