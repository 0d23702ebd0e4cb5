"""What becomes of a row: the one planner of the check, of every action in review and of the commit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from app.batches.domain.decision import (
    Decision,
    conflicting,
    creating,
    skipped,
    unknown_lookup,
    unreadable,
    updating,
)
from app.batches.domain.evidence import (
    Evidence,
    Pointer,
    Settings,
    called,
    email_owners,
    household,
    owner_of,
    pointers,
)
from app.batches.domain.review import AddedAsNew, Decided, MergedInto, SkippedByStaff
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Mode, Outcome
from app.constituents.domain.record import Band, Existing, Incoming
from app.matching.domain.decide import Ambiguous, Automatic, NoMatch, Possible, decide
from app.matching.domain.likeness import reasons
from app.matching.domain.result import Match
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice, EntryKind
from app.updates.domain.plan import create_plan, plan

_SHOWN_CANDIDATES = 4


def decide_row(
    row: Incoming | RowProblems,
    evidence: Evidence,
    settings: Settings,
    *,
    twin_of: int | None = None,
    decided: Decided | None = None,
) -> Decision:
    """The outcome of one row. `twin_of` is the earlier row with the same email; `decided` what staff chose.

    The order of the questions: did staff leave it out, is it a repetition, can it be read, whom do its
    identifiers and then its likeness point at, and what do mode and update rules make of that.
    """
    if isinstance(decided, SkippedByStaff):
        return skipped("staff", "skipped by staff")
    if twin_of is not None:
        return skipped("twin", f"same email as row {twin_of}")
    if isinstance(row, RowProblems):
        return unreadable(row)
    found = _identified(row, evidence, settings, decided)
    return replace(found, candidates=evidence.matches[:_SHOWN_CANDIDATES])


def _identified(row: Incoming, evidence: Evidence, settings: Settings, decided: Decided | None) -> Decision:
    if isinstance(decided, MergedInto):
        return _merged(row, decided, evidence, settings)
    ids = pointers(row, evidence, settings.trusted)
    if row.lookup_id and not any(pointer.owner.lookup_id == row.lookup_id for pointer in ids):
        return unknown_lookup(row.lookup_id)
    if clash := _clash(row, ids, evidence):
        return conflicting("ids", clash)
    if ids and (isinstance(decided, AddedAsNew) or ids[0].owner.id in evidence.distinct):
        return conflicting("ids", f"{ids[0]}; empty that cell to add a new person")
    if ids:
        return _matched(row, ids[0].owner, 100.0, evidence, settings)
    return _by_likeness(row, evidence, settings, is_new=isinstance(decided, AddedAsNew))


def _by_likeness(row: Incoming, evidence: Evidence, settings: Settings, *, is_new: bool) -> Decision:
    left = [match for match in evidence.matches if match.constituent_id not in evidence.distinct]
    match decide([] if is_new else left, settings.thresholds):
        case Automatic(best):
            return _matched(row, evidence.person(best), best.score, evidence, settings)
        case Possible(best):
            return _possible(best, evidence)
        case Ambiguous(several):
            names = " or ".join(called(evidence.person(match)) for match in several[:_SHOWN_CANDIDATES])
            return replace(conflicting("ambiguous", f"may be {names}"), score=several[0].score)
        case NoMatch():
            return _new(row, evidence, settings, "" if is_new else household(left, evidence))
        case other:
            assert_never(other)


def _matched(
    row: Incoming, existing: Existing, score: float | None, evidence: Evidence, settings: Settings
) -> Decision:
    if blocked := _owned_by_others(row, existing.id, evidence):
        return conflicting("external_id", blocked)
    if settings.mode is Mode.CREATE:
        detail = f"already here as {called(existing)}; this import only adds new people"
        return replace(skipped("mode", detail), target=existing.id, score=score)
    return updating(existing, score, _planned(row, existing, Band.MATCH, settings, {}))


def _merged(row: Incoming, decided: MergedInto, evidence: Evidence, settings: Settings) -> Decision:
    existing = evidence.get(decided.target)
    if existing is None:
        return conflicting("target", "the chosen person is not here anymore; choose again")
    if blocked := _owned_by_others(row, existing.id, evidence):
        return conflicting("external_id", blocked)
    score = evidence.score_of(existing.id)
    band = settings.thresholds.band(score or 0.0)
    return updating(existing, score, _planned(row, existing, band, settings, decided.choices))


def _planned(
    row: Incoming, existing: Existing, band: Band, settings: Settings, choices: Mapping[str, Choice]
) -> UpdatePlan:
    return plan(
        existing,
        row,
        settings.rules,
        band=band,
        entry=EntryKind.IMPORTED_BATCH,
        today=settings.today,
        policies=settings.policies,
        choices=choices,
    )


def _possible(best: Match, evidence: Evidence) -> Decision:
    existing = evidence.person(best)
    return Decision(
        Outcome.POSSIBLE_DUPLICATE,
        cause="score",
        detail=f"{called(existing)} · {reasons(best)}",
        target=existing.id,
        target_version=existing.version,
        score=best.score,
    )


def _new(row: Incoming, evidence: Evidence, settings: Settings, relatives: str) -> Decision:
    if blocked := _owned_by_others(row, None, evidence):
        return conflicting("external_id", blocked)
    if settings.mode is Mode.UPDATE:
        return Decision(Outcome.SKIPPED, cause="mode", detail="nobody here matches; this import only updates")
    return creating(create_plan(row), f"new {row.kind.value}{relatives}")


def _clash(row: Incoming, ids: tuple[Pointer, ...], evidence: Evidence) -> str:
    """Which identifiers of the row point at different people, in words; "" where they agree."""
    if len({pointer.owner.id for pointer in ids}) > 1:
        return ", ".join(map(str, ids))
    owners = email_owners(row, evidence)
    if ids and owners and all(owner.id != ids[0].owner.id for owner in owners):
        return f"{ids[0]}, {Pointer('email', owners[0])}"
    return ""


def _owned_by_others(row: Incoming, target: int | None, evidence: Evidence) -> str:
    for external in row.external_ids:
        owner = owner_of(external, evidence.known)
        if owner and owner.id != target:
            return f"{external.system} ID {external.value} belongs to {called(owner)}"
    return ""
