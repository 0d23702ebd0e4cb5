"""Whom staff keep in a dynamic group or out of it: the list of pins, pinning, and taking pins away."""

from collections.abc import Sequence

from flask import Response, request, url_for

from app.accounts import queries as accounts
from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.constituents.picking import picks
from app.db import db
from app.groups import services
from app.groups.domain.kinds import GroupKind, Side
from app.groups.forms.pins import PinForm
from app.groups.models import Group
from app.groups.queries import pins as kept
from app.groups.queries.naming import named_by
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, group_or_404
from app.groups.routes.rule import by_rule_or_404
from app.groups.services import Pinned, Refused
from app.web import htmx
from app.web.forms import refuse
from app.web.selected import selected
from app.words import _, plural


@bp.get(f"{GROUP}/pins")
@requires(Permission.VIEW)
def pins(group_id: int) -> Response:
    """Everybody pinned in the group; with selected people, the form to pin them. A static one has no pins."""
    group = group_or_404(group_id)
    if group.kind is GroupKind.STATIC:
        return htmx.redirect(url_for(".show", group_id=group_id))
    return _page(group, PinForm(formdata=None))


@bp.post(f"{GROUP}/pins")
@requires(Permission.EDIT)
def pin(group_id: int) -> Response:
    """Pin the selected people, or the one who is picked."""
    group, form = by_rule_or_404(group_id), PinForm()
    if request.form.get("do") == "find":
        return _page(group, form)
    people = selected() or _meant()
    if not form.validate():
        return _page(group, form, status=422)
    if not people:
        return _page(
            group,
            form,
            missing=_("Find somebody and mark them. An email address or lookup ID alone is enough."),
            status=422,
        )
    note = form.note.data or ""
    outcome = services.pin(current_workspace, group, people, form.chosen, note=note, actor=actor())
    return _answer(group, form, outcome, form.chosen)


@bp.post(f"{GROUP}/pins/removals")
@requires(Permission.EDIT)
def unpin(group_id: int) -> Response:
    """Let the rule decide again about the selected people."""
    group = by_rule_or_404(group_id)
    outcome = services.unpin(current_workspace, group, selected(), actor=actor())
    return _answer(group, PinForm(formdata=None), outcome, None)


def _meant() -> list[int]:
    """Whoever is marked among those who were found; else the one whose address or lookup ID was typed."""
    asked = picks(current_workspace, request.form)
    if asked.person:
        return [asked.person.id]
    return list(named_by(current_workspace, [asked.text]).ids) if asked.text else []


def _answer(group: Group, form: PinForm, outcome: Pinned | Refused, side: Side | None) -> Response:
    if isinstance(outcome, Refused):
        db.session.rollback()
        refuse(form, outcome.field, outcome.why)
        return _page(group, form, status=422)
    db.session.commit()
    htmx.toast(_done(outcome.count, side))
    return htmx.redirect(url_for(".pins", group_id=group.id))


def _done(count: int, side: Side | None) -> str:
    """What was done to so many people: pinned on this side, or let go."""
    if not count:
        return _("Nothing was changed.")
    match side:
        case Side.IN:
            return plural(count, "{n} person is pinned in.", "{n} people are pinned in.")
        case Side.OUT:
            return plural(count, "{n} person is pinned out.", "{n} people are pinned out.")
        case None:
            return plural(count, "{n} person is unpinned.", "{n} people are unpinned.")


def _page(group: Group, form: PinForm, *, missing: str = "", status: int = 200) -> Response:
    found = kept.pins(group)
    ids = selected()
    return frame.show(
        frame.opened(group),
        "pins",
        "groups/_pins.html",
        status=status,
        form=form,
        pinned=found,
        counts=kept.counts(current_workspace.id, group.id),
        names=accounts.names_of({each.by for each in found}),
        ids=ids,
        chosen=_named(ids),
        picks=picks(current_workspace, request.values),
        nobody=missing,
    )


def _named(ids: list[int]) -> Sequence[Listed]:
    """The selected people as lists name them."""
    if not ids:
        return []
    return directory.people(current_workspace, where=[Constituent.id.in_(ids)], size=len(ids)).rows
