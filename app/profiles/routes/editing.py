"""Editing a record, one part in its place on the profile or everything on a page."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing
from app.db import db, now
from app.profiles import services
from app.profiles.domain import entries
from app.profiles.domain.clashes import clash
from app.profiles.domain.merging import Side
from app.profiles.domain.parts import Part, parts_of, remembered, taken_from
from app.profiles.forms.reading import read
from app.profiles.forms.record import RecordForm, form_for, posted_form
from app.profiles.queries import person as people
from app.profiles.queries import systems
from app.profiles.routes import bp
from app.profiles.routes.around import around
from app.profiles.routes.profile import BASE, person_or_404
from app.profiles.routes.record import SAVE, asked_to, here, refuse_taken, today, typed
from app.profiles.services import Changed, Edit, Owner, Saved
from app.web import htmx
from app.words import _

Parts = tuple[Part, ...]


@bp.get(f"{BASE}/edit")
@requires(Permission.EDIT)
def edit(constituent_id: int) -> Response:
    """Everything on one page."""
    return _opened(constituent_id, None)


@bp.get(f"{BASE}/edit/<part>")
@requires(Permission.EDIT)
def edit_part(constituent_id: int, part: str) -> Response:
    """One part, in its place on the profile or as a page."""
    return _opened(constituent_id, part)


@bp.post(f"{BASE}/edit")
@requires(Permission.EDIT)
def save(constituent_id: int) -> Response:
    """Save everything."""
    return _sent(constituent_id, None)


@bp.post(f"{BASE}/edit/<part>")
@requires(Permission.EDIT)
def save_part(constituent_id: int, part: str) -> Response:
    """Save one part."""
    return _sent(constituent_id, part)


def _opened(constituent_id: int, part: str | None) -> Response:
    record = _record_or_404(constituent_id)
    parts = _parts_or_404(record, part)
    form = form_for(record, parts)
    return _page(record, parts, form, json.dumps(remembered(record, parts)), record.version)


def _sent(constituent_id: int, part: str | None) -> Response:
    record = _record_or_404(constituent_id)
    parts = _parts_or_404(record, part)
    form = posted_form(record.kind, parts, request.form)
    kept = (request.form.get("base", ""), request.form.get("seen", 0, type=int))
    if asked_to() != SAVE:
        form.follow(asked_to())
        return _page(record, parts, form, *kept)
    base = taken_from(record, _base_or_400(kept[0]), parts)
    yours = read(form, base, here())
    if not form.is_valid:
        return _page(record, parts, form, *kept, status=422)
    keep = Part.NAMES in parts and bool(form.names.keep_former.data)
    asked = Edit(base=base, yours=yours, seen=kept[1], choices=_choices(), keep_former=keep)
    outcome = services.save(current_workspace, record.id, asked, actor=actor(), today=today())
    if isinstance(outcome, Saved):
        db.session.commit()
        return _done(record, parts, outcome.changed)
    db.session.rollback()
    if outcome is None:
        abort(404)
    if isinstance(outcome, Changed):
        return _ask(outcome, yours, parts)
    refuse_taken(form, outcome)
    return _page(record, parts, form, *kept, status=422, owners=outcome.owners)


def _done(record: Existing, parts: Parts, changed: bool) -> Response:
    profile = url_for("profiles.overview", constituent_id=record.id)
    htmx.toast(_("Saved. The history tells what it was before.") if changed else _("Nothing was different."))
    if htmx.shown(_action(record, parts)) is not None:
        return htmx.redirect(profile)
    who = person_or_404(record.id)
    context: dict[str, Any] = {
        "person": who,
        "words": entries,
        "saved": parts[0].value,
        "verdict": people.verdict(current_workspace, who, at=now()),
        "around": around(who.id, tab="profiles.overview"),
    }
    return htmx.partials(
        htmx.part("profiles/_details.html", "#details", **context),
        htmx.part("profiles/_head.html", "#profile-head", **context),
        otherwise=profile,
    )


def _page(
    record: Existing,
    parts: Parts,
    form: RecordForm,
    base: str,
    seen: int,
    *,
    status: int = 200,
    owners: Sequence[Owner] = (),
) -> Response:
    return htmx.render(
        "profiles/edit.html",
        fragment="profiles/_edit_form.html",
        status=status,
        base=base,
        seen=seen,
        owners=owners,
        form=form,
        systems=systems.names(current_workspace) if Part.EXTERNAL_IDS in parts else (),
        **_frame(record, parts),
    )


def _ask(met: Changed, yours: Existing, parts: Parts) -> Response:
    """Theirs or yours, field by field, with everything that was typed."""
    return htmx.render(
        "profiles/meanwhile.html",
        fragment="profiles/_meanwhile.html",
        status=422,
        clashes=[clash(each, met.current, yours) for each in met.conflicts],
        typed=typed(),
        seen=met.current.version,
        **_frame(met.current, parts),
    )


def _frame(record: Existing, parts: Parts) -> dict[str, Any]:
    """The place of a form: whose it is, where it goes and what it replaces."""
    label = parts[0].label if len(parts) == 1 else _("Everything")
    return {
        "title": _(
            "Edit {display}: {label}", display=record.display, label=label if "ID" in label else label.lower()
        )
        if len(parts) == 1
        else _("Edit {display}", display=record.display),
        "display": record.display,
        "record": record,
        "parts": parts,
        "place": f"details-{parts[0].value}" if len(parts) == 1 else "details",
        "action": _action(record, parts),
        "profile": url_for("profiles.overview", constituent_id=record.id),
    }


def _action(record: Existing, parts: Parts) -> str:
    if len(parts) == 1:
        return url_for("profiles.edit_part", constituent_id=record.id, part=parts[0].value)
    return url_for("profiles.edit", constituent_id=record.id)


def _record_or_404(constituent_id: int) -> Existing:
    found = constituents.existing(current_workspace.id, [constituent_id]).get(constituent_id)
    if found is None:
        abort(404)
    return found


def _parts_or_404(record: Existing, part: str | None) -> Parts:
    of_kind = parts_of(record.kind)
    if part is None:
        return of_kind
    if part not in of_kind:
        abort(404)
    return (Part(part),)


def _base_or_400(text: str) -> Existing:
    """The record as the form was opened with it."""
    try:
        return Existing.from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        abort(400)


def _choices() -> dict[str, Side]:
    """What was chosen of theirs and yours, by unit."""
    sent = request.form
    pairs = ((sent[name], sent.get(f"choice-{name[5:]}")) for name in sent if name.startswith("unit-"))
    return {unit: Side(side) for unit, side in pairs if side in set(Side)}
