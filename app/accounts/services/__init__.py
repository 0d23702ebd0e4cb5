"""What can be done to workspaces, staff, sessions and links. Services flush; the caller commits."""

from app.accounts.services.invitations import (
    Invited,
    accept_as,
    accept_as_newcomer,
    invite,
    revoke_invitation,
)
from app.accounts.services.people import Done, change_role, create_staff, join, remove
from app.accounts.services.resets import ResetMade, make_reset, reset_link, reset_password
from app.accounts.services.results import LinkGone, Refused
from app.accounts.services.sessions import end_session, end_sessions, open_session
from app.accounts.services.set_up import FirstStart, Hook, SetUp, mistakes, set_up, set_up_link
from app.accounts.services.sign_in import Attempt, SignedIn, TooMany, begin_sign_in, finish_sign_in
from app.accounts.services.workspaces import OrganizationSettings, change_organization, create_workspace
from app.accounts.services.yourself import NewSession, change_password, change_yourself

__all__ = [
    "Attempt",
    "Done",
    "FirstStart",
    "Hook",
    "Invited",
    "LinkGone",
    "NewSession",
    "OrganizationSettings",
    "Refused",
    "ResetMade",
    "SetUp",
    "SignedIn",
    "TooMany",
    "accept_as",
    "accept_as_newcomer",
    "begin_sign_in",
    "change_organization",
    "change_password",
    "change_role",
    "change_yourself",
    "create_staff",
    "create_workspace",
    "end_session",
    "end_sessions",
    "finish_sign_in",
    "invite",
    "join",
    "make_reset",
    "mistakes",
    "open_session",
    "remove",
    "reset_link",
    "reset_password",
    "revoke_invitation",
    "set_up",
    "set_up_link",
]
