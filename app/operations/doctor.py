"""Examining the data: what must always be true, asked of every workspace."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select, text

from app.accounts.models import Workspace
from app.activity.services import proving as deliveries
from app.activity.services import rebuilding as rollups
from app.consent import services as consent
from app.consent.services import catching_up as standings
from app.constituents import search_keeping as search
from app.db import bind, db
from app.matching import services as matching
from app.operations import examinations, refusals
from app.operations.journal_check import journal

Examination = Callable[[int], Iterable[str]]
"""Given a workspace's id, tells what is wrong in it, by ids and never by names."""

Repair = Callable[[int], None]
"""Given a workspace's id, makes anew what can be made from something else; it flushes and commits nothing."""

MOST_FINDINGS = 20
"""Findings told by one check for one workspace; more of the same help nobody."""

EXAMINATIONS: dict[str, Examination] = {
    "primaries": examinations.primaries,
    "batch counts": examinations.batch_counts,
    "group counts": examinations.group_counts,
    "counters": examinations.counters,
    "consent": consent.discrepancies,
    "address keys": consent.unhashed,
    "refusals": refusals.examination,
    "search": search.differences,
    "matching": matching.differences,
    "journal": journal,
    "deliveries": deliveries.differences,
    "rollups": rollups.differences,
    "standings": standings.differences,
}
"""The checks of a workspace, by name."""

REPAIRS: dict[str, Repair] = {
    "consent": consent.rebuild,
    "address keys": consent.rehash,
    "refusals": refusals.repair,
    "deliveries": deliveries.rebuild,
    "rollups": rollups.rebuild,
    "standings": standings.rebuild,
}
"""What can be repaired, by the name of the check that finds it: what is in force follows from the ledger, the
hashes from the addresses, the deliveries from the reports about them, the rollups from the facts, and the
standings from what they are decided by. The ledger is not written, but for what it lost when a backup was
restored."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong; `workspace` is a slug, or None for the database as a whole."""

    workspace: str | None
    check: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was examined, and what was found."""

    checks: Sequence[str]
    findings: Sequence[Finding]


def examine(app: Flask) -> Report:
    """Run all checks; nothing is changed."""
    with app.app_context():
        findings = [Finding(None, check, what) for check, what in _database()]
        workspaces = [(row.id, row.slug) for row in db.session.execute(select(Workspace.id, Workspace.slug))]
    for workspace_id, slug in workspaces:
        with app.app_context():
            bind(workspace_id)
            findings += [
                Finding(slug, check, what)
                for check, ask in EXAMINATIONS.items()
                for what in _few(ask(workspace_id))
            ]
    return Report(["integrity", "foreign keys", *EXAMINATIONS], findings)


def repair(app: Flask, report: Report) -> Sequence[tuple[str, str]]:
    """Repair what was found, where that can be done; answers workspaces with the checks that were repaired.

    Each workspace is repaired as a whole or not at all, and whoever writes permission meanwhile waits.
    """
    wrong = dict.fromkeys(
        (each.workspace, each.check) for each in report.findings if each.workspace and each.check in REPAIRS
    )
    found = [(slug, check) for slug, check in wrong if slug]
    for slug in dict.fromkeys(slug for slug, _ in found):
        with app.app_context():
            workspace_id = db.session.execute(select(Workspace.id).where(Workspace.slug == slug)).scalar_one()
        with app.app_context():
            bind(workspace_id)
            for check in (check for each, check in found if each == slug):
                REPAIRS[check](workspace_id)
            db.session.commit()
    return found


def _database() -> Iterable[tuple[str, str]]:
    if db.engine.dialect.name != "sqlite":
        return  # Postgres keeps both promises itself
    for (answer,) in db.session.execute(text("PRAGMA integrity_check(20)")):
        if answer != "ok":
            yield "integrity", str(answer)
    for row in db.session.execute(text("PRAGMA foreign_key_check")):
        yield "foreign keys", f"{row[0]} row {row[1]} refers to a row of {row[2]} that is not there"


def _few(findings: Iterable[str]) -> Iterable[str]:
    for number, what in enumerate(findings):
        if number == MOST_FINDINGS:
            yield "and more of the same"
            return
        yield what
