"""The pages about gifts: all of them, one of them, and what staff do by hand."""

from flask import Blueprint

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("giving", __name__)
bp.before_request(requires_module(Module.EMAIL))  # like everything about constituents
bp.before_request(requires_module(Module.DONATIONS))

from app.giving.routes import (  # noqa: E402  # they add their views
    adding,
    crediting,
    editing,
    export,
    gift,
    listing,
    moving,
    refunding,
    removing,
    returning,
)

__all__ = [
    "adding",
    "bp",
    "crediting",
    "editing",
    "export",
    "gift",
    "listing",
    "moving",
    "refunding",
    "removing",
    "returning",
]
