"""What made a change."""

from enum import StrEnum


class Via(StrEnum):
    """The door through which a change came."""

    FORM = "form"
    BATCH = "batch"
    RULE = "rule"
    API = "api"
    COMMAND = "command"
    SUPPORTER = "supporter"
    PROVIDER = "provider"
    UNDO = "undo"
    SEED = "seed"


class Subject(StrEnum):
    """The kind of thing that changed."""

    CONSTITUENT = "constituent"
    GROUP = "group"
    BATCH = "batch"
    INTEREST = "interest"
    WORKSPACE = "workspace"
    STAFF = "staff"
    EXPORT = "export"
    AUDIENCE = "audience"
    EVENT = "event"
    CAMPAIGN = "campaign"
