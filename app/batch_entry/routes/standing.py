"""What the page of a commit tells: what it would do, the totals, what rows do to each other, who approves."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, url_for

from app.accounts.access import actor, may
from app.accounts.domain.roles import Permission, whose
from app.accounts.queries import names_of
from app.batch_entry.domain.approval import APPROVES
from app.batch_entry.domain.finding_words import told
from app.batch_entry.domain.interactions import FindingKind
from app.batch_entry.domain.totals import compared, differing
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import facts, sums
from app.batch_entry.queries.lines import numbered
from app.batch_entry.routes.lines import columns, lines, lookup_at
from app.batch_entry.services import approval, blocking, totals, validating
from app.batches import queries
from app.batches.domain import words
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.routes.commit import LARGE
from app.web.filters import money
from app.words import _, plural

Sums = Mapping[str, tuple[int, int]]


def standing(batch: Batch, entry: EntryBatch) -> dict[str, Any]:
    """The context of `_commit.html`; the statements do not grow with the rows."""
    tally, has_gifts = queries.tally(batch), batch.kind is BatchKind.REVENUE
    due = tally.rows((Outcome.READY,), states=(RowState.PENDING,))
    blocked = blocking.blocks(batch, actor())
    return {
        "batch": batch,
        "entry": entry,
        "counts": tally.counts,
        "add": _ready(tally, Action.CREATE),
        "update": _ready(tally, Action.UPDATE),
        "leave": _ready(tally, Action.NO_CHANGE),
        "will": words.will,
        "due": due,
        "gifts": sums.due(batch) if has_gifts else {},
        "waiting": sums.waiting(batch) if has_gifts else {},
        "is_current": entry.validated_revision == batch.revision,
        "blocked": blocked,
        "too_large": due > LARGE and not may(Permission.COMMIT_LARGE),
        "days": current_app.config["SETTINGS"].undo_days,
        "in_sums": in_sums,
        **_found(batch),
        **control(batch, entry),
        **_approval(batch, entry),
    }


def _ready(tally: Any, action: Action) -> int:
    found: int = tally.rows((Outcome.READY,), action=action, states=(RowState.PENDING,))
    return found


def _found(batch: Batch) -> dict[str, Any]:
    """What the last validation found, with the names that the rows have now.

    Of rows that may be about somebody on record, those that were not linked since.
    """
    found = validating.found(batch)
    asked = {row for each in found.findings if each.kind is FindingKind.KNOWN for row in each.rows}
    alike = {line.row.number: line for line in lines(batch, numbered(batch, sorted(asked))) if line.alike}
    left = [each for each in found.findings if each.kind is not FindingKind.KNOWN or each.rows[0] in alike]
    names = facts.names(batch, {row for each in left for row in each.rows})
    return {
        "findings": [told(each, names) for each in left],
        "alike": alike,
        "has_lookup": lookup_at(columns(batch)) is not None,
        "more_findings": found.more,
        "rules": found.rules,
    }


def control(batch: Batch, entry: EntryBatch) -> dict[str, Any]:
    """The control totals as they are compared, and whether somebody has to confirm that they differ."""
    actual, expected = sums.entered(batch), totals.expected_of(entry)
    lines = compared(expected, actual)
    needs_word = totals.unconfirmed(entry, actual)
    differ = differing(lines)
    return {
        "totals": lines,
        "expects": not expected.says_nothing,
        "differing": differ,
        "needs_word": needs_word,
        "confirmed": entry.differs if differ and not needs_word else None,
        "by_how_much": ", ".join(_by(line) for line in differ),
        "fingerprint": totals.fingerprint(expected, actual),
    }


def _by(line: Any) -> str:
    """The difference as it is confirmed: "1 row less", "$20.00 more"."""
    is_more, size = line.difference > 0, abs(line.difference)
    if line.currency:
        amount = money(size, line.currency)
        return _("{amount} more", amount=amount) if is_more else _("{amount} less", amount=amount)
    if is_more:
        return plural(size, "{n} row more", "{n} rows more")
    return plural(size, "{n} row less", "{n} rows less")


def _approval(batch: Batch, entry: EntryBatch) -> dict[str, Any]:
    waits = batch.status is BatchStatus.IN_REVIEW
    return {
        "waits": waits,
        "typing": batch.status is BatchStatus.OPEN,
        "may_approve": waits and not approval.refused(batch, entry, actor()),
        "is_own": entry.submitted_by == actor().id,
        "approvers": whose(APPROVES),
        "unready": blocking.unready(batch, entry),
        "staff": names_of({entry.submitted_by, batch.committed_by}),
    }


def in_sums(found: Sums) -> str:
    """Gifts in words: "12 gifts: $250.00, ¥1,500"; "" for none."""
    if not found:
        return ""
    count = sum(rows for rows, __ in found.values())
    sums = ", ".join(money(minor, each) for each, (_rows, minor) in found.items())
    return plural(count, "{n} gift: {sums}", "{n} gifts: {sums}", sums=sums)


def place_of(batch: Batch) -> str:
    """Where a batch stands: its grid, its approval, its progress or its report."""
    number = batch.number
    match batch.status:
        case BatchStatus.OPEN:
            return url_for("batch_entry.grid", number=number)
        case BatchStatus.IN_REVIEW | BatchStatus.PAUSED:
            return url_for("batch_entry.commit", number=number)
        case BatchStatus.COMMITTING | BatchStatus.UNDOING:
            return url_for("batches.progress", number=number, door="batches")
        case _:
            return url_for("batch_entry.report", number=number)
