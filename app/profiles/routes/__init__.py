"""The pages about people: home, the list, search, and the profile with its tabs."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module
from app.constituents.dates import written
from app.profiles.routes import links

bp = Blueprint("profiles", __name__)
_module_is_on = requires_module(Module.EMAIL)


@bp.before_request
def _people_need_the_email_module() -> ResponseReturnValue | None:
    # Home stays open: it is where one lands, and it says that the module is off.
    return None if request.endpoint == "profiles.home" else _module_is_on()


@bp.context_processor
def _where_else() -> dict[str, object]:
    return {"links": links, "written": written}


from app.profiles.routes import (  # noqa: E402  # they add their views to the blueprint
    activity,
    adding,
    alike,
    editing,
    evidence,
    export,
    groups,
    home,
    people,
    picking,
    resolving,
    restricting,
    search,
    selection,
    tabs,
    timeline,
)

__all__ = [
    "activity",
    "adding",
    "alike",
    "bp",
    "editing",
    "evidence",
    "export",
    "groups",
    "home",
    "people",
    "picking",
    "resolving",
    "restricting",
    "search",
    "selection",
    "tabs",
    "timeline",
]
