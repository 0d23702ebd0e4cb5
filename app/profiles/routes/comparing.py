"""The screen that compares what was typed with somebody on record."""

from collections.abc import Mapping, Sequence

from flask import Response, request, url_for

from app.accounts.access import current_workspace
from app.consent import queries as consent
from app.constituents.domain.record import Existing
from app.db import now
from app.profiles import services
from app.profiles.domain.whole import left_aside
from app.profiles.queries.known import Candidate as Likely
from app.profiles.queries.meant import meant, searched
from app.profiles.routes.record import today, typed
from app.resolution.domain.screen import Extra, Screen
from app.resolution.domain.sheet import Sheet
from app.resolution.domain.stance import Stances
from app.web import htmx

Errors = Sequence[Mapping[str, str]]
BY_RULES = Stances.starting(is_open=False)
IN_PLACE, SCREEN = "profiles/_resolve.html", "resolution/_resolution.html"
"""What takes the place of the form, and the screen alone."""
_CHANGED = "Somebody changed this record meanwhile. It is shown as it is now; look again. Nothing was saved."
_GONE = "The record that you compared with is not there any more. Nothing was saved."


def compared_with(
    record: Existing,
    chosen: int,
    stances: Stances,
    *,
    version: int | None = None,
    likely: Sequence[Likely] | None = None,
    errors: Errors = (),
    fragment: str = SCREEN,
    status: int = 200,
) -> Response:
    """The record beside who was `chosen`, or beside the likeliest one, with these answers to its lines.

    `version` is that of the other record as it was shown before: when it is another one now, that is said.
    `likely` are those whom it may be, where somebody has asked already.
    """
    people = meant(current_workspace, services.incoming(record), chosen=chosen, likely=likely)
    is_here = not chosen or (people.other is not None and people.other.id == chosen)
    sheet = _sheet(record, people.other, stances if is_here else BY_RULES)
    text = request.form.get("q", "")
    screen = Screen(
        sheet=sheet,
        name=record.display,
        incoming=record,
        candidates=people.candidates,
        plan_url=_url("compare", record),
        confirm_url=_url("confirm_match", record),
        new_url=_url("addition", record),
        new_posts=True,
        extras=[Extra("Back to what I typed", _url("draft", record), posts=True, quiet=True)],
        hidden=typed(),
        note=_note(record),
        notice=_notice(sheet, is_here, version),
        query=text,
        found=searched(
            current_workspace, text, name=record.name, besides=[each.id for each in people.candidates]
        ),
        effect=consent.effect_of(current_workspace, sheet.after, at=now()) if sheet else None,
        errors=errors,
    )
    title = "Do we know them already?"
    return htmx.render("profiles/resolve.html", fragment=fragment, status=status, title=title, screen=screen)


def _sheet(record: Existing, other: Existing | None, stances: Stances) -> Sheet | None:
    if other is None:
        return None
    return services.compared(current_workspace, record, other, stances, today=today())


def _notice(sheet: Sheet | None, is_here: bool, version: int | None) -> str:
    if not is_here:
        return _GONE
    return _CHANGED if sheet and version is not None and sheet.existing.version != version else ""


def _note(record: Existing) -> str:
    aside = left_aside(record)
    return f"Not taken over: {', '.join(aside)}. Edit the record afterwards for that." if aside else ""


def _url(action: str, record: Existing) -> str:
    return url_for(f"profiles.{action}", kind=record.kind.value)
