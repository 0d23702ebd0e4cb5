"""Storing what was read from calls: each report once, and nothing about who was erased."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import update

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import SuppressionReason
from app.constituents.domain.emails import masked
from app.db import db, insert_all, new_ids, now, update_all
from app.inbound import queries
from app.inbound.domain import calls
from app.inbound.domain.applying import without_addresses
from app.inbound.domain.providers import Provider
from app.inbound.domain.vocabulary import Report
from app.inbound.models import EmailProvider, EmailReport, WebhookCall
from app.inbound.services.applying import Effect, apply
from app.inbound.services.thinking import Thought, Thoughts
from app.words import plural


def store(workspace: Workspace, thoughts: Thoughts) -> None:
    """Keep what is new, do what follows from it, and tell on each call what that was."""
    _keep_certificates(workspace.id, thoughts.certificates)
    rows = [row for thought in thoughts.calls for row in _rows(workspace, thought)]
    erased = _erased(workspace.id, {row["address_key"] for row in rows})
    fresh = _insert([row for row in rows if row["address_key"] not in erased])
    effect = apply(workspace, fresh)
    gone = {row["call_id"] for row in rows if row["address_key"] in erased}
    _tell(workspace.id, thoughts.calls, fresh, effect, gone)


def _rows(workspace: Workspace, thought: Thought) -> list[dict[str, Any]]:
    reports = thought.reading.reports
    return [
        _row(workspace, thought, own, report)
        for own, report in zip(new_ids(len(reports)), reports, strict=True)
    ]


def _row(workspace: Workspace, thought: Thought, own: int, report: Report) -> dict[str, Any]:
    kind = report.kind.value if report.kind else "resumed" if report.resumes else "choice"
    return {
        "workspace_id": workspace.id,
        "id": own,
        "provider": thought.provider,
        "key": report.key,
        "what": f"{kind} {report.stop.value if report.stop else ''}".strip(),
        "call_id": thought.call_id,
        "address_key": address_key(report.address, workspace.address_secret),
        "masked": masked(report.address),
        "at": report.at,
        "recorded_at": now(),
        "kind": report.kind,
        "stop": report.stop,
        "bounce": report.bounce,
        "machine": report.machine,
        "resumes": report.resumes,
        "topic": report.topic,
        "message": report.message,
        "campaign": report.campaign,
        "lookup": report.lookup,
        "reason": without_addresses(report.reason),
        "seen_by": "",
    }


def _erased(workspace_id: int, keys: Collection[str]) -> set[str]:
    """Those of these addresses whose owner was erased: of them nothing is kept."""
    found = consent.restrictions_about(workspace_id, people=(), address_keys=keys) if keys else ()
    return {
        each.address_key for each in found if each.reason is SuppressionReason.ERASED and each.address_key
    }


def _insert(rows: Sequence[dict[str, Any]]) -> Sequence[Any]:
    """Insert the reports that are not here yet; answers those as rows."""
    if not rows:
        return []
    insert_all(EmailReport, rows, or_leave=True)
    ids = [row["id"] for row in rows]
    query = queries.reports(rows[0]["workspace_id"], EmailReport.id.in_(ids))
    return db.session.execute(query.order_by(EmailReport.id)).all()


def _keep_certificates(workspace_id: int, fetched: dict[str, str]) -> None:
    if fetched:
        door = queries.door(workspace_id, Provider.SES)
        if door is not None and fetched.items() - door.certificates.items():
            newest = list({**door.certificates, **fetched}.items())[-5:]
            db.session.execute(
                update(EmailProvider)
                .where(EmailProvider.workspace_id == workspace_id, EmailProvider.id == door.id)
                .values(certificates=dict(newest))
            )


def _tell(
    workspace_id: int,
    thoughts: Sequence[Thought],
    fresh: Sequence[Any],
    effect: Effect,
    gone: Collection[int],
) -> None:
    new = Counter(row.call_id for row in fresh)
    noted = Counter(row.call_id for row in fresh if row.resumes)
    rows = [
        {
            "workspace_id": workspace_id,
            "id": each.call_id,
            "state": each.state,
            "problem": each.problem,
            "read_at": None if each.state is calls.CallState.NEW else now(),
            "counts": calls.counted(each.reading),
            "did": _did(each, new, noted, effect),
        }
        for each in thoughts
    ]
    update_all(WebhookCall, rows)
    _count_try(workspace_id, [each.call_id for each in thoughts])
    _blank(workspace_id, gone)


def _did(each: Thought, new: Counter[int], noted: Counter[int], effect: Effect) -> str:
    total, call_id = len(each.reading.reports), each.call_id
    restricted, notes = effect.restricted[call_id], noted[call_id]
    unknown, known = effect.unknown[call_id], total - new[call_id]
    told = (
        (restricted, plural(restricted, "{n} restriction", "{n} restrictions")),
        (notes, plural(notes, "{n} note for staff", "{n} notes for staff")),
        (unknown, plural(unknown, "{n} about nobody here", "{n} about nobody here")),
        (known, plural(known, "{n} known already", "{n} known already")),
    )
    return ", ".join(words for number, words in told if number)


def _count_try(workspace_id: int, ids: Sequence[int]) -> None:
    mine = (WebhookCall.workspace_id == workspace_id, WebhookCall.id.in_(ids))
    _write(update(WebhookCall).where(*mine).values(tries=WebhookCall.tries + 1))


def _blank(workspace_id: int, ids: Collection[int]) -> None:
    """A call that tells of somebody who was erased is not kept."""
    if ids:
        mine = (WebhookCall.workspace_id == workspace_id, WebhookCall.id.in_(sorted(ids)))
        _write(update(WebhookCall).where(*mine).values(body=None, headers={}))


def _write(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
