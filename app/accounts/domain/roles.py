"""Who may do what: roles and permissions of staff inside one workspace."""

from enum import StrEnum

from app.words import N_, all_of


class Permission(StrEnum):
    """What a route may ask of the staff who call it; the last three are asked of everybody alike."""

    VIEW = "view"
    EDIT = "edit"
    EXPORT = "export"
    COMMIT_LARGE = "commit_large"
    LIFT = "lift"
    MANAGE = "manage"
    OWN = "own"
    SIGNED_IN = "signed_in"
    PUBLIC = "public"


class Role(StrEnum):
    """The part a member of staff has in one workspace."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    VIEWER = "viewer"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """Higher for those who may do more."""
        return len(_MAY[self])

    def may(self, permission: Permission) -> bool:
        """Whether this role grants `permission`."""
        return permission in _MAY[self] or permission in (Permission.SIGNED_IN, Permission.PUBLIC)


_LABELS = {
    Role.OWNER: N_("Owner"),
    Role.ADMIN: N_("Admin"),
    Role.EDITOR: N_("Editor"),
    Role.VIEWER: N_("Viewer"),
}
_OF_MANY = {
    Role.OWNER: N_("owners"),
    Role.ADMIN: N_("admins"),
    Role.EDITOR: N_("editors"),
    Role.VIEWER: N_("viewers"),
}
_VIEWER = frozenset({Permission.VIEW})
_EDITOR = _VIEWER | {Permission.EDIT, Permission.EXPORT}
_ADMIN = _EDITOR | {Permission.COMMIT_LARGE, Permission.LIFT, Permission.MANAGE}
_MAY = {
    Role.VIEWER: _VIEWER,
    Role.EDITOR: _EDITOR,
    Role.ADMIN: _ADMIN,
    Role.OWNER: _ADMIN | {Permission.OWN},
}


def whose(permission: Permission) -> str:
    """Who may do what asks for `permission`, in words; the roles that may, highest first."""
    return all_of([_OF_MANY[role] for role in Role if role.may(permission)])


class Module(StrEnum):
    """A part of the product that a workspace can turn on or off."""

    EMAIL = "email"
    DONATIONS = "donations"
    EVENTS = "events"
    PROSPECTS = "prospects"

    @property
    def label(self) -> str:
        return _MODULES[self]


_MODULES = {
    Module.EMAIL: N_("Email"),
    Module.DONATIONS: N_("Donations"),
    Module.EVENTS: N_("Events"),
    Module.PROSPECTS: N_("Prospects"),
}


class LinkPurpose(StrEnum):
    """What a one-time link is good for."""

    SET_UP = "set_up"
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105  # a purpose, no secret
