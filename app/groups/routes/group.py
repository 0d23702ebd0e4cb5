"""One group: who is in it, what its rule says, whether it can be emailed; recalculating and deleting it."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent.domain.barrier import Barrier
from app.db import db, now
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.domain.sentence import sentence
from app.groups.forms import MembersForm
from app.groups.models import Group
from app.groups.queries import lists, members, people
from app.groups.queries.scope import missing, scope_of, users_of
from app.groups.routes import bp
from app.groups.services import Refused
from app.web import htmx
from app.web.pagination import decode
from app.work import queries as work
from app.work.models import Work

GROUP = "/groups/<int:group_id>"


def group_or_404(group_id: int) -> Group:
    """The group of this workspace; one of another workspace is as unknown as none."""
    found = lists.get(current_workspace, group_id)
    if found is None:
        abort(404)
    return found


@bp.get(GROUP)
@requires(Permission.VIEW)
def show(group_id: int) -> Response:
    """The page of a group; asked for a part, only its members."""
    return page(group_or_404(group_id))


def page(group: Group, *, form: MembersForm | None = None, status: int = 200) -> Response:
    """The group with its members as they are now."""
    rule = members.rule_of(group) if group.kind is GroupKind.DYNAMIC else None
    scope = scope_of(current_workspace, rule, at=now())
    who, reason = members.who_is_in(group, scope), _reason()
    cursor = decode(request.args.get("after"), str, int)
    listing = members.members(scope, who, cursor=cursor, reason=reason)
    summary = members.summary(scope, who)
    return htmx.render(
        "groups/show.html",
        fragment="groups/_members.html",
        status=status,
        title=group.name,
        group=group,
        form=form or MembersForm(formdata=None),
        listing=listing,
        reason=reason,
        previous=_turned(group, listing.previous, reason),
        next=_turned(group, listing.next, reason),
        summary=summary,
        reasons=reasons(summary, url_for(".show", group_id=group.id)),
        sentence=sentence(rule, scope.speech) if rule else "",
        missing=missing(rule, scope) if rule else [],
        users=users_of(group.id, scope),
        work=calculation(group),
        who=(asked := request.args.get("who", "")[:200]),
        tested=people.tested(scope, rule, asked) if rule else None,
    )


def reasons(summary: members.Summary, url: str = "") -> list[dict[str, object]]:
    """How many can be emailed and why not the others, for the line of counts; with a URL, as links."""
    free = {"label": "can be emailed", "count": summary.eligible, "tone": "ready", "icon": "mail-check"}
    stopped = [
        {"label": barrier.label, "count": n, "icon": "mail-x"}
        | ({"url": f"{url}?reason={barrier.value}"} if url else {})
        for barrier, n in summary.reasons
    ]
    return [free, *stopped]


def _reason() -> Barrier | None:
    asked = request.args.get("reason", "")
    return Barrier(asked) if asked in list(Barrier) else None


def _turned(group: Group, after: str | None, reason: Barrier | None) -> str | None:
    return url_for(".show", group_id=group.id, after=after, reason=reason) if after else None


def calculation(group: Group) -> Work | None:
    """The latest recalculation of a dynamic group."""
    if group.kind is GroupKind.STATIC:
        return None
    return work.latest(current_workspace.id, "recalculate", group.id)


@bp.get(f"{GROUP}/status")
@requires(Permission.VIEW)
def status(group_id: int) -> Response:
    """How far the recalculation is; a plain browser is sent to the group."""
    group = group_or_404(group_id)
    found = calculation(group)
    if found and found.state.is_alive:
        return htmx.partials(
            htmx.part("groups/_status.html", "#group-status", group=group, work=found),
            otherwise=url_for(".show", group_id=group.id),
        )
    return htmx.redirect(url_for(".show", group_id=group.id))


@bp.post(f"{GROUP}/calculations")
@requires(Permission.EDIT)
def calculate(group_id: int) -> Response:
    """Find the members anew, in the background."""
    group = group_or_404(group_id)
    outcome = services.recalculate(current_workspace, group, by=actor().id)
    if isinstance(outcome, Refused):
        abort(409, description=outcome.why)
    db.session.commit()
    return htmx.redirect(url_for(".show", group_id=group.id))


@bp.get(f"{GROUP}/deletion")
@requires(Permission.EDIT)
def confirm_deletion(group_id: int) -> Response:
    """What deleting this group means."""
    return _deletion_page(group_or_404(group_id))


@bp.post(f"{GROUP}/deletion")
@requires(Permission.EDIT)
def delete(group_id: int) -> Response:
    """Delete the group, unless it is used."""
    group = group_or_404(group_id)
    name = group.name
    if refused := services.delete(current_workspace, group, actor=actor()):
        return _deletion_page(group, why=refused.why, status=422)
    db.session.commit()
    htmx.toast(f"The group “{name}” is deleted. The people in it stay as they are.")
    return htmx.redirect(url_for(".index"))


def _deletion_page(group: Group, *, why: str = "", status: int = 200) -> Response:
    return htmx.render(
        "groups/deletion.html",
        fragment="groups/_deletion.html",
        status=status,
        title=f"Delete “{group.name}”?",
        group=group,
        why=why,
    )
