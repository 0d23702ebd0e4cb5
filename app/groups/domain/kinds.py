"""The two kinds of audience group, and how somebody came to be in one."""

from enum import StrEnum

from app.words import N_


class GroupKind(StrEnum):
    """Static: the list is the decision. Dynamic: the logic is the decision."""

    STATIC = "static"
    DYNAMIC = "dynamic"


class JoinedBy(StrEnum):
    """How a member came into a group."""

    HAND = "hand"
    RULE = "rule"
    BATCH = "batch"
    COPY = "copy"
    PIN = "pin"

    @property
    def words(self) -> str:
        """How she came in, as a list says it."""
        return _JOINED[self]


_JOINED = {
    JoinedBy.HAND: N_("Added by hand"),
    JoinedBy.RULE: N_("By the rule"),
    JoinedBy.BATCH: N_("Added from an import or batch"),
    JoinedBy.COPY: N_("Copied from a list or another group"),
    JoinedBy.PIN: N_("Pinned"),
}


class Side(StrEnum):
    """Whether a pin keeps somebody in a group, or out of it."""

    IN = "in"
    OUT = "out"
