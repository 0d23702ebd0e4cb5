"""Two addresses for whoever watches over the server."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.operations import health

bp = Blueprint("operations", __name__)


@bp.get("/livez")
@requires(Permission.PUBLIC)
def livez() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"status": "alive"}


@bp.get("/readyz")
@requires(Permission.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Whether people can be served; 503 and the names of what fails when not."""
    failing = health.failing(current_app)
    if failing:
        return {"status": "not ready", "failing": failing}, 503
    return {"status": "ready"}
