"""The supporter's own pages: no account, no cookie, no script, and nobody else's help needed."""

from flask import Blueprint, Response

bp = Blueprint("preferences", __name__)

HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@bp.after_request
def protect(response: Response) -> Response:
    """The address of such a page is the key to it: it is neither told to others nor found by search."""
    response.headers.update(HEADERS)
    return response


from app.preferences.routes import colors, page, unsubscribe  # noqa: E402  # they add their views

__all__ = ["bp", "colors", "page", "unsubscribe"]
