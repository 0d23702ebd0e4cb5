"""Why one person is in a group, or is not: by which conditions, since when, and what staff said."""

from flask import Response, abort, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.queries import names_of
from app.groups.domain.columns import Column
from app.groups.domain.kinds import GroupKind, Side
from app.groups.queries import people, pins
from app.groups.queries.history import history_of
from app.groups.queries.lines import details
from app.groups.queries.member_page import Membership, memberships_of
from app.groups.queries.pins import Pin
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, Opened, group_or_404
from app.web import htmx
from app.words import _

_SHOWN = (Column.EMAIL, Column.CAN_EMAIL)


@bp.get(f"{GROUP}/people/<int:constituent_id>")
@requires(Permission.VIEW)
def why(group_id: int, constituent_id: int) -> Response:
    """Every condition with what is known about this person, the pin, and how long she has been in it."""
    what = frame.opened(group_or_404(group_id))
    group, found = what.group, details(what.scope, [constituent_id], _SHOWN)
    if not found:
        abort(404)
    [person], membership = found, memberships_of(group, [constituent_id]).get(constituent_id, Membership())
    told = people.explained(what.scope, what.rule, constituent_id) if what.rule else None
    pin = pins.pin_of(current_workspace, group.id, constituent_id)
    return htmx.render(
        "groups/why.html",
        fragment="groups/_why.html",
        title=_("{name} in “{group}”", name=person.name, group=group.name),
        group=group,
        missing=what.missing,
        person=person,
        membership=membership,
        pin=pin,
        is_in=_is_in(what, membership, pin, told),
        clauses=told[1] if told else (),
        past=[
            stay
            for stay in history_of(current_workspace, person.id)
            if stay.until and stay.group_id == group.id
        ],
        names=names_of([membership.added_by, pin.by if pin else None]),
        back=url_for(".show", group_id=group.id),
    )


def _is_in(what: Opened, membership: Membership, pin: Pin | None, told: tuple[bool, object] | None) -> bool:
    """A pin decides before the rule, the rule before the list; a broken rule means nobody."""
    if what.group.kind is GroupKind.STATIC or what.group.archived_at:
        return membership.since is not None
    if pin:
        return pin.side is Side.IN
    return bool(told and told[0]) and not what.missing
