"""Where the screens about people lead to outside themselves; templates know this module as `links`."""

import json
from typing import Protocol

from flask import url_for

from app.audit.domain.source import Subject
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.routes.doors import door_of
from app.groups.domain.rule_json import rule_to_json
from app.groups.domain.rules import Rule
from app.profiles.queries.acts import Act


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> BatchKind: ...
    @property
    def status(self) -> BatchStatus: ...


def new_import() -> str:
    """Where an import begins."""
    return url_for("imports.new")


def batch(of: _Numbered) -> str:
    """Where an import or batch goes on: an import at its columns until it was checked, then at its rows."""
    if of.kind is BatchKind.RESTRICTION:
        return url_for("restrictions.show", restriction=of.number)
    if of.kind is BatchKind.ACTIVITY:
        return url_for("activity_imports.show", number=of.number)
    if of.kind.is_entered:
        return url_for("batch_entry.show", number=of.number)
    unchecked = of.status in (BatchStatus.UPLOADED, BatchStatus.MAPPED)
    return url_for("imports.columns" if unchecked else "batches.review", number=of.number)


def row(of: _Numbered, row_number: int) -> str:
    """One row of an import or batch."""
    return url_for("batches.row", number=of.number, row_number=row_number, door=door_of(of.kind))


def act(of: Act) -> str | None:
    """What an act was about; None where it is gone or has no page that everybody may see."""
    if of.batch:
        return batch(of.batch)
    match of.subject:
        case Subject.CONSTITUENT:
            return url_for("profiles.history", constituent_id=of.subject_id)
        case Subject.GROUP | Subject.EXPORT if of.is_there:
            return group(of.subject_id)
        case Subject.AUDIENCE if of.is_there:
            return url_for("audiences.show", check_id=of.subject_id)
        case Subject.INTEREST if of.is_there:
            return url_for("consent.interests")
        case _:
            return None


def group(group_id: int) -> str:
    """The page of a group."""
    return url_for("groups.show", group_id=group_id)


def new_group(rule: Rule) -> str:
    """The builder with this rule in it, which is not saved yet."""
    return url_for("groups.new", type="dynamic", rule=json.dumps(rule_to_json(rule), separators=(",", ":")))
