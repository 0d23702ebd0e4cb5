"""The members of a group, a page at a time."""

from flask import Response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.consent.domain.barrier import Barrier
from app.groups.domain.sentence import sentence
from app.groups.forms import MembersForm
from app.groups.models import Group
from app.groups.queries import members, people
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, group_or_404
from app.web.pagination import decode


@bp.get(GROUP)
@requires(Permission.VIEW)
def show(group_id: int) -> Response:
    """The page of a group; asked for a part, only its members."""
    return page(group_or_404(group_id))


def page(group: Group, *, form: MembersForm | None = None, status: int = 200) -> Response:
    """The group with its members as they are now."""
    what = frame.opened(group)
    scope, who, reason = what.scope, what.who, _reason()
    listing = members.members(scope, who, cursor=decode(request.args.get("after"), str, int), reason=reason)
    summary = members.summary(scope, who)
    return frame.show(
        what,
        "show",
        "groups/_members_tab.html",
        fragment="groups/_members.html",
        status=status,
        form=form or MembersForm(formdata=None),
        listing=listing,
        reason=reason,
        previous=_turned(group, listing.previous, reason),
        next=_turned(group, listing.next, reason),
        summary=summary,
        reasons=frame.reasons(summary, url_for(".show", group_id=group.id)),
        sentence=sentence(what.rule, scope.speech) if what.rule else "",
        who=(asked := request.args.get("who", "")[:200]),
        tested=people.tested(scope, what.rule, asked) if what.rule else None,
    )


def _reason() -> Barrier | None:
    asked = request.args.get("reason", "")
    return Barrier(asked) if asked in list(Barrier) else None


def _turned(group: Group, after: str | None, reason: Barrier | None) -> str | None:
    return url_for(".show", group_id=group.id, after=after, reason=reason) if after else None
