"""Saving what staff typed over a record, without losing what somebody else saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.constituents.domain.names import display_name, fold
from app.constituents.domain.record import Existing, FormerName
from app.constituents.locking import locked
from app.profiles.domain.merging import Conflict, Side, merge
from app.profiles.services.journal import Taken, put
from app.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was typed: the record as the form was opened with it, and as it is wanted now.

    `choices` settle what somebody else changed as well; they were made looking at version `seen`.
    """

    base: Existing
    yours: Existing
    seen: int
    choices: Mapping[str, Side] = field(default_factory=dict)
    keep_former: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The record as it is now; `changed` is false when there was nothing to write."""

    record: Existing
    changed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else changed the same fields since the form was opened. Nothing was written."""

    current: Existing
    conflicts: tuple[Conflict, ...]


def save(
    workspace: Workspace, constituent_id: int, edit: Edit, *, actor: Actor, today: date
) -> Saved | Changed | Taken | None:
    """Write what was typed; what others saved meanwhile stays, and where both changed the same, one is asked.

    None when there is nobody with this id any more. Flushes; the caller commits.
    """
    current = locked(workspace.id, [constituent_id]).get(constituent_id)
    if current is None:
        return None
    merged = merge(edit.base, current, edit.yours, edit.choices if edit.seen == current.version else {})
    if merged.conflicts:
        return Changed(current, merged.conflicts)
    after = _with_former(current, merged.record, today) if edit.keep_former else merged.record
    if not current.deceased and after.died:
        after = replace(after, died=current.died)
    if after == current:
        return Saved(current, changed=False)
    written = put(workspace, current, after, actor=actor)
    return written if isinstance(written, Taken) else Saved(written, changed=True)


def _with_former(before: Existing, after: Existing, today: date) -> Existing:
    """The record with the name that it had, where another one took its place."""
    old, new = display_name(before.name), display_name(after.name)
    known = {fold(each.value) for each in after.former_names}
    if not old or fold(old) == fold(new) or fold(old) in known:
        return after
    return replace(after, former_names=(*after.former_names, FormerName(old, end=today, source=_BY_HAND)))


_BY_HAND = N_("entered by hand")
