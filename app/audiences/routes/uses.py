"""Where a group is used: a tab of its page, which knows more than groups know of themselves."""

from flask import Response

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.audiences.queries.uses import checks_of, restrictions_of
from app.audiences.routes import bp
from app.groups.routes import group as frame
from app.groups.routes.group import GROUP, group_or_404


@bp.get(f"{GROUP}/uses")
@requires(Permission.VIEW)
def of_group(group_id: int) -> Response:
    """The groups whose rules refer to it, the checks that asked about it, the restrictions of its people."""
    what = frame.opened(group_or_404(group_id))
    return frame.show(
        what,
        "audiences.of_group",
        "audiences/_uses.html",
        checks=checks_of(what.group),
        restrictions=restrictions_of(what.group),
    )
