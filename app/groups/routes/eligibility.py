"""How many of a group can be emailed, why not the others, and what may be done about each reason."""

from flask import Response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.consent import queries as consent
from app.consent.domain.gates import Topic
from app.groups.domain.falling import fall
from app.groups.queries.members import Summary, summary
from app.groups.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, Opened, group_or_404
from app.web.ids import id_in


@bp.get(f"{GROUP}/eligibility")
@requires(Permission.VIEW)
def eligibility(group_id: int) -> Response:
    """Everybody in the group by what stops mail to them: all mail, or that about a topic."""
    what = frame.opened(group_or_404(group_id))
    topic = what.scope.topics.get(id_in(request.args.get("topic", "")))
    found = _found(what, topic)
    return frame.show(
        what,
        "eligibility",
        "groups/_eligibility.html",
        fall=fall(found.count, found.eligible, found.reasons),
        topic=topic,
        topics=list(what.scope.topics.values()),
        at=what.scope.at,
        to=lambda mail: _members(what, topic, mail),
    )


def _found(what: Opened, topic: Topic | None) -> Summary:
    if topic is None:
        return summary(what.scope, what.who)
    found = consent.reach_of(what.scope.workspace, what.who, at=what.scope.at, topic=topic)
    return Summary(found.members, found.eligible, found.reasons)


def _members(what: Opened, topic: Topic | None, mail: str) -> str:
    """The address of the members of whom this is true."""
    about = topic.id if topic else None
    return url_for(".show", group_id=what.group.id, mail=mail, topic=about)
