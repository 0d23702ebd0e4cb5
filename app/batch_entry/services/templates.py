"""Making, changing, retiring and deleting templates. No batch that exists is touched by any of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete as deleting
from sqlalchemy import exists, func, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.columns import Column
from app.batch_entry.domain.numbering import code, flaw, free_prefix, numbers_in
from app.batch_entry.domain.offers import Offer
from app.batch_entry.domain.templates import LONGEST_NAME, Naming, NotSaved, Stale
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.queries.templates import JOURNALED, codes_like, last_change, prefixes
from app.batch_entry.services.holding import hold_template
from app.batches.domain.status import BatchKind
from app.constituents.domain.text import fold, visible
from app.db import db, now
from app.words import _


def create(
    workspace_id: int,
    kind: BatchKind,
    naming: Naming,
    columns: Sequence[Column],
    *,
    thresholds: Mapping[str, Any] | None = None,
    rules: Mapping[str, Any] | None = None,
    actor: Actor,
) -> BatchTemplate | NotSaved:
    """A new template. Flushes; the caller commits."""
    _alone(workspace_id)
    if wrong := _wrong(workspace_id, naming):
        return wrong
    made = BatchTemplate(
        workspace_id=workspace_id,
        kind=kind,
        name=visible(naming.name),
        prefix=naming.prefix,
        next_number=naming.next_number or _first_free(workspace_id, naming.prefix),
        needs_approval=naming.needs_approval,
        columns=[column.to_json() for column in columns],
        thresholds=thresholds,
        rules=rules,
        created_by=actor.id,
    )
    db.session.add(made)
    db.session.flush()
    _journal(made, "made", actor)
    return made


def of_offer(workspace_id: int, offer: Offer, *, actor: Actor) -> BatchTemplate:
    """The ready-made template written down, or the one of its kind that somebody has made meanwhile."""
    _alone(workspace_id)
    query = select(BatchTemplate).where(
        BatchTemplate.workspace_id == workspace_id, BatchTemplate.kind == offer.kind
    )
    found = db.session.scalars(query.order_by(BatchTemplate.id).limit(1)).first()
    if found:
        return found
    naming = Naming(name=_free_name(workspace_id, offer.name), prefix=offer.prefix)
    if offer.prefix in (taken := prefixes(workspace_id)):
        naming = Naming(name=naming.name, prefix=free_prefix(offer.prefix, taken))
    made = create(workspace_id, offer.kind, naming, offer.columns, actor=actor)
    if isinstance(made, NotSaved):
        raise RuntimeError(made.reason)  # its name and prefix are free, and nobody else writes now
    return made


def rename(
    template: BatchTemplate, naming: Naming, *, version: int, actor: Actor
) -> BatchTemplate | NotSaved | Stale:
    """Change what a template is called, how it numbers, and whether its batches need approval."""
    if stale := _held(template, version):
        return stale
    if wrong := _wrong(template.workspace_id, naming, besides=template.id):
        return wrong
    values = {
        "name": visible(naming.name),
        "prefix": naming.prefix,
        "needs_approval": naming.needs_approval,
        "next_number": naming.next_number
        or max(template.next_number, _first_free(template.workspace_id, naming.prefix)),
    }
    return _write(template, values, actor)


def write_columns(
    template: BatchTemplate, columns: Sequence[Column], *, version: int, actor: Actor
) -> BatchTemplate | Stale:
    """Change the columns; whether they can be so is known already."""
    told = {"columns": [column.to_json() for column in columns]}
    return _held(template, version) or _write(template, told, actor)


def write_thresholds(
    template: BatchTemplate, thresholds: Mapping[str, Any] | None, *, version: int, actor: Actor
) -> BatchTemplate | Stale:
    """Give the template thresholds of its own; None: those of the workspace."""
    return _held(template, version) or _write(template, {"thresholds": thresholds}, actor)


def write_rules(
    template: BatchTemplate, rules: Mapping[str, Any] | None, *, version: int, actor: Actor
) -> BatchTemplate | Stale:
    """Give the template update rules of its own; None: those of the workspace."""
    return _held(template, version) or _write(template, {"rules": rules}, actor)


def retire(template: BatchTemplate, *, actor: Actor) -> None:
    """Let no batch start with the template any more; those that exist go on."""
    hold_template(template, key_share=True)
    if template.retired_at is None:
        template.retired_at = now()
        _journal(template, "retired", actor)


def bring_back(template: BatchTemplate, *, actor: Actor) -> None:
    """Let batches start with a retired template again."""
    hold_template(template, key_share=True)
    if template.retired_at is not None:
        template.retired_at = None
        _journal(template, "brought back", actor)


def delete(template: BatchTemplate, *, actor: Actor) -> NotSaved | None:
    """Delete a template that no batch was ever made by; a used one is retired instead."""
    here = template.workspace_id, template.id
    hold_template(template)
    used = exists().where(EntryBatch.workspace_id == here[0], EntryBatch.template_id == here[1])
    if db.session.scalar(select(used)):
        return NotSaved("", _("Batches were made by this template, so it stays. Retire it instead."))
    _journal(template, "deleted", actor)
    where = BatchTemplate.workspace_id == here[0], BatchTemplate.id == here[1]
    db.session.execute(deleting(BatchTemplate).where(*where))
    return None


def _alone(workspace_id: int) -> None:
    """Be the only one who makes or names templates of the workspace, until the transaction ends."""
    query = select(Workspace.id).where(Workspace.id == workspace_id)
    db.session.execute(query.with_for_update(key_share=True))


def _held(template: BatchTemplate, version: int) -> Stale | None:
    _alone(template.workspace_id)
    hold_template(template, key_share=True)
    if template.version == version:
        return None
    last = last_change(template)
    return Stale(last.actor if last else _("Somebody"))


def _write(template: BatchTemplate, values: Mapping[str, Any], actor: Actor) -> BatchTemplate:
    changed = {name: value for name, value in values.items() if getattr(template, name) != value}
    for name, value in changed.items():
        setattr(template, name, value)
    if changed:
        template.version += 1
        template.updated_at = now()
        _journal(template, ", ".join(_WORDS[name] for name in changed), actor)
    db.session.flush()
    return template


_WORDS = {
    "name": "name",
    "prefix": "what its numbers begin with",
    "next_number": "next number",
    "needs_approval": "approval",
    "columns": "columns",
    "thresholds": "matching",
    "rules": "update rules",
}


def _wrong(workspace_id: int, naming: Naming, *, besides: int = 0) -> NotSaved | None:
    name = visible(naming.name)
    if not name or len(name) > LONGEST_NAME:
        return NotSaved("name", _("Type a name of at most {longest} characters.", longest=LONGEST_NAME))
    if reason := flaw(naming.prefix):
        return NotSaved("prefix", reason)
    query = select(BatchTemplate).where(BatchTemplate.workspace_id == workspace_id)
    for other in db.session.scalars(query.where(BatchTemplate.id != besides).order_by(BatchTemplate.id)):
        if (fold(other.name) or other.name) == (fold(name) or name):
            return NotSaved(
                "name", _("Another template is called “{name}”. Choose another name.", name=other.name)
            )
        if other.prefix == naming.prefix:
            reason = _(
                "The batches of “{name}” begin with {prefix}. Choose something else.",
                name=other.name,
                prefix=other.prefix,
            )
            return NotSaved("prefix", reason)
    first = _first_free(workspace_id, naming.prefix)
    if naming.next_number is not None and naming.next_number < first:
        reason = _(
            "{code} exists already. Choose a number from {first} on.",
            code=code(naming.prefix, first - 1),
            first=first,
        )
        return NotSaved("next_number", reason)
    return None


def _first_free(workspace_id: int, prefix: str) -> int:
    """The number after the highest that a batch with this prefix has."""
    return max(numbers_in(prefix, codes_like(workspace_id, prefix)), default=0) + 1


def _free_name(workspace_id: int, wanted: str) -> str:
    query = select(func.count()).where(
        BatchTemplate.workspace_id == workspace_id, BatchTemplate.name.startswith(wanted, autoescape=True)
    )
    taken = db.session.scalar(query) or 0
    return f"{wanted} {taken + 1}" if taken else wanted


def _journal(template: BatchTemplate, what: str, actor: Actor) -> None:
    told = {"name": template.name, "what": what}
    change = Change(Subject.WORKSPACE, template.workspace_id, JOURNALED, after=told, item_id=template.id)
    record(template.workspace_id, actor, [change])
