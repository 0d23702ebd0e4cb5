"""An organization's color as a style sheet: pages may not carry styles of their own."""

from flask import Response, abort, make_response

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.preferences.domain.colors import BLACK, WHITE, accent, problem
from app.preferences.routes import bp

YEAR = 31_536_000


@bp.get("/colors/<color>.css")
@requires(Permission.PUBLIC)
def colors(color: str) -> Response:
    """Buttons and links in this color; 404 for one in which they could not be read. It names nobody."""
    if problem(f"#{color}"):
        abort(404)
    found = accent(f"#{color}")
    sheet = (
        f":root {{ --brand: light-dark({found.day}, {found.night}); "
        f"--brand-ink: light-dark({WHITE}, {BLACK}); }}\n"
    )
    response = make_response(sheet)
    response.mimetype = "text/css"
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True
    return response
