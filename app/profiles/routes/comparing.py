"""The screen that compares what was typed with somebody on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from app.accounts.access import current_workspace
from app.consent import queries as consent
from app.constituents.dates import written
from app.constituents.domain.record import Existing
from app.db import now
from app.profiles import services
from app.profiles.domain.whole import left_aside
from app.profiles.queries.known import Candidate as Likely
from app.profiles.queries.meant import Meant, meant, searched
from app.profiles.routes.record import today, typed
from app.resolution.domain.screen import Extra, Screen
from app.resolution.domain.seen import seen
from app.resolution.domain.sheet import Sheet
from app.resolution.domain.stance import Stances
from app.web import htmx
from app.words import N_, _

Errors = Sequence[Mapping[str, str]]
BY_RULES = Stances.starting(is_open=False)
IN_PLACE, SCREEN = "profiles/_resolve.html", "resolution/_resolution.html"
"""What takes the place of the form, and the screen alone."""
_OTHERWISE = N_(
    "Your organization's update rules were changed meanwhile, or a new day began. "
    "The result is shown as it is now; look again. Nothing was saved."
)
_CHANGED = N_(
    "Somebody changed this record meanwhile. It is shown as it is now; look again. Nothing was saved."
)
_GONE = N_("The record that you compared with is not there any more. Nothing was saved.")


@dataclass(frozen=True, slots=True)
class Before:
    """What was shown before: the other record's version, and the stamp of all that the result depends on."""

    version: int
    stamp: str


def compared_with(
    record: Existing,
    chosen: int,
    stances: Stances,
    *,
    before: Before | None = None,
    notice: str = "",
    likely: Sequence[Likely] | None = None,
    errors: Errors = (),
    fragment: str = SCREEN,
    status: int = 200,
) -> Response:
    """The record beside who was `chosen`, or beside the likeliest one, with these answers to its lines.

    When that is not as it was shown `before` any more, it is said; any other `notice` comes first. `likely`
    are those whom it may be, where somebody has asked already.
    """
    people = meant(current_workspace, services.incoming(record), chosen=chosen, likely=likely)
    is_here = not chosen or (people.other is not None and people.other.id == chosen)
    sheet = _sheet(record, people.other, stances if is_here else BY_RULES)
    text = request.form.get("q", "")
    screen = Screen(
        sheet=sheet,
        name=record.display,
        incoming=record,
        write=written,
        candidates=people.candidates,
        plan_url=_url("compare", record),
        confirm_url=_url("confirm_match", record),
        new_url=_url("addition", record),
        new_posts=True,
        extras=[Extra(_("Back to what I typed"), _url("draft", record), posts=True, quiet=True)],
        hidden=[*typed(), *_shown(sheet, people)],
        note=_note(record, sheet),
        notice=notice or _notice(sheet, is_here, before),
        query=text,
        found=searched(
            current_workspace, text, name=record.name, besides=[each.id for each in people.candidates]
        ),
        effect=consent.effect_of(current_workspace, sheet.after, at=now()) if sheet else None,
        errors=errors,
    )
    title = _("Do we know them already?")
    return htmx.render("profiles/resolve.html", fragment=fragment, status=status, title=title, screen=screen)


def _sheet(record: Existing, other: Existing | None, stances: Stances) -> Sheet | None:
    if other is None:
        return None
    return services.compared(current_workspace, record, other, stances, today=today())


def _shown(sheet: Sheet | None, people: Meant) -> list[tuple[str, str]]:
    """What the result was shown from, and whom it may be besides: both are asked for at the next step."""
    stamped = [("seen", seen(sheet.question))] if sheet else []
    return [*stamped, *(("shown", str(each.id)) for each in people.candidates)]


def _notice(sheet: Sheet | None, is_here: bool, before: Before | None) -> str:
    if not is_here:
        return _GONE
    if sheet is None or before is None:
        return ""
    if sheet.existing.version != before.version:
        return _CHANGED
    return _OTHERWISE if seen(sheet.question) != before.stamp else ""


def _note(record: Existing, sheet: Sheet | None) -> str:
    aside = left_aside(record, sheet.after if sheet else None)
    return (
        _("Not taken over: {aside}. Edit the record afterwards for that.", aside=", ".join(aside))
        if aside
        else ""
    )


def _url(action: str, record: Existing) -> str:
    return url_for(f"profiles.{action}", kind=record.kind.value)
