"""The columns that a browser keeps for lists of people, whichever list it is."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, current_app, request

from app.groups.domain import columns
from app.groups.domain.columns import KEPT, Column

_YEAR = timedelta(days=365)


def shown() -> Sequence[Column]:
    """The columns that this browser keeps."""
    return columns.read(request.cookies.get(KEPT))


def keep_posted(answer: Response) -> Response:
    """The answer, with which the browser keeps the columns that were posted."""
    chosen = columns.chosen(request.form.getlist("column"))
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    answer.set_cookie(
        KEPT, columns.written(chosen), max_age=_YEAR, secure=secure, httponly=True, samesite="Lax"
    )
    return answer
