"""Noting who took people's data out of Kith."""

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.groups.models import Group
from app.words import _


def note_export(
    group: Group, *, count: int, everybody: bool, reason: str, part: str = "", actor: Actor
) -> None:
    """Write into the journal which list was taken, how long it was, and why it holds more than it has to.

    `part` says which members, "" for all.
    """
    told = {
        "group": group.name,
        "people": count,
        "filter": "everybody" if everybody else _("can be emailed"),
        "reason": reason,
    }
    if part:
        told["part"] = part
    record(group.workspace_id, actor, [Change(Subject.EXPORT, group.id, "members", after=told)])
