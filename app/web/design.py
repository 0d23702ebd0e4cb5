"""Every component in every state, for those who build screens: only while developing and testing."""

from flask import Blueprint, Response

from app.web import htmx

bp = Blueprint("design", __name__, url_prefix="/design")


@bp.get("")
def page() -> Response:
    """All sections."""
    return htmx.render("design/page.html", fragment="design/page.html", title="Design")
