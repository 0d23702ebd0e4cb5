"""Putting the selected rows of the list into a static group, a new one or one that is there."""

from flask import Response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.groups.forms import IntoGroupForm
from app.groups.routes.into_group import PREFIX, choice, put_selected
from app.profiles.routes import bp
from app.profiles.routes.around import inside
from app.profiles.routes.people import url
from app.web import htmx


@bp.get("/constituents/members")
@requires(Permission.EDIT)
def choose_group() -> Response:
    """Which group shall have them."""
    return _page(IntoGroupForm(prefix=PREFIX))


@bp.post("/constituents/members")
@requires(Permission.EDIT)
def add_members() -> Response:
    """Put them there; who is in it already stays."""
    return put_selected(url(inside()), lambda form: _page(form, status=422))


def _page(form: IntoGroupForm, *, status: int = 200) -> Response:
    fields = {"in": request.values.get("in", "")}
    shown = choice(form, action=url_for(".add_members"), back=url(inside()), fields=fields)
    return htmx.render(
        "profiles/add_members.html", fragment="profiles/_add_members.html", status=status, **shown
    )
