"""The pages about a record as a whole: in use or not, living or not, taken out, erased, taken back."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("lifecycle", __name__)
bp.before_request(requires_module(Module.EMAIL))

from app.lifecycle.routes import (  # noqa: E402  # their views
    activity,
    death,
    erasure,
    gone,
    remains,
    rollback,
    takeout,
    undoing,
)

__all__ = ["activity", "bp", "death", "erasure", "gone", "remains", "rollback", "takeout", "undoing"]
