"""The pages of accounts: signing in, setting up, links, yourself, people, organization."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from app.accounts.routes import (  # noqa: E402  # they add their views to the blueprint above
    invitations,
    organization,
    people,
    person,
    resets,
    set_up,
    sign_in,
    workspaces,
    you,
)

__all__ = [
    "bp",
    "invitations",
    "organization",
    "people",
    "person",
    "resets",
    "set_up",
    "sign_in",
    "workspaces",
    "you",
]
