"""What becomes of a row: the one planner of the check, of every action in review and of the commit."""

from collections.abc import Mapping
from typing import assert_never

from app.batches.domain.decision import (
    Decision,
    clashing,
    conflicting,
    creating,
    left_out,
    lent,
    skipped,
    unclear_name,
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
    owner_of,
    pointers,
    relative,
)
from app.batches.domain.ignoring import leaves_ids_out
from app.batches.domain.renamed import is_unclear, renamed
from app.batches.domain.review import TWIN, AddedAsNew, Decided, Joined, MergedInto, SkippedByStaff
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Mode, Outcome
from app.batches.domain.touched import SCORE, cause_of, differing
from app.constituents.domain.copies import altered
from app.constituents.domain.record import Band, Email, Existing, Incoming, Kind
from app.matching.domain.decide import Ambiguous, Automatic, NoMatch, Possible, decide
from app.matching.domain.likeness import reasons
from app.matching.domain.result import Match
from app.resolution.domain.question import Question
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.entry import Choice
from app.updates.domain.plan import create_plan
from app.words import N_, _, any_of

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
        return left_out(decided)
    if twin_of is not None:
        return skipped(TWIN, _("same email as row {twin_of}", twin_of=twin_of))
    if isinstance(row, RowProblems):
        return unreadable(row)
    found = _identified(row, evidence, settings, decided)
    best = evidence.matches[:_SHOWN_CANDIDATES]
    shown = tuple(dict.fromkeys((*best, *found.candidates))) if found.candidates else best
    return altered(found, candidates=shown) if shown else found


def _identified(row: Incoming, evidence: Evidence, settings: Settings, decided: Decided | None) -> Decision:
    if isinstance(decided, MergedInto):
        return _merged(row, decided, evidence, settings)
    ids = pointers(row, evidence, settings.trusted)
    if row.lookup_id and not any(pointer.owner.lookup_id == row.lookup_id for pointer in ids):
        return unknown_lookup(row.lookup_id)
    if clash := _clash(row, ids, evidence):
        return clashing(clash)
    if ids and (isinstance(decided, AddedAsNew) or ids[0].owner.id in evidence.distinct):
        return conflicting("ids", _("{pointer}; empty that cell to add a new person", pointer=ids[0]), ids)
    if ids:
        return _matched(row, ids[0].owner, 100.0, evidence, settings)
    return _by_likeness(row, evidence, settings, is_new=isinstance(decided, AddedAsNew | Joined))


def _by_likeness(row: Incoming, evidence: Evidence, settings: Settings, *, is_new: bool) -> Decision:
    left = evidence.likely
    match decide([] if is_new else left, settings.thresholds):
        case Automatic(best):
            return _matched(row, evidence.person(best), best.score, evidence, settings)
        case Possible() as possible:
            return _possible(row, possible.meant[:_SHOWN_CANDIDATES], evidence, settings)
        case Ambiguous(several):
            meant = several[:_SHOWN_CANDIDATES]
            waiting = conflicting("ambiguous", _any_of(meant, evidence))
            return altered(waiting, score=meant[0].score, candidates=meant)
        case NoMatch():
            return _new(row, evidence, settings, None if is_new else relative(left))
        case other:
            assert_never(other)


def _matched(
    row: Incoming, existing: Existing, score: float | None, evidence: Evidence, settings: Settings
) -> Decision:
    if blocked := owned_by_others(row, existing.id, evidence):
        return blocked
    if settings.mode is Mode.CREATE:
        detail = _("already here as {called}; this import only adds new people", called=called(existing))
        return altered(skipped("mode", detail), target=existing.id, score=score)
    if is_unclear(row, existing):
        return unclear_name(row.whole_name, existing)
    decision = updating(existing, score, planned(row, existing, Band.MATCH, settings, {}))
    lender = _lender(decision, existing, evidence)
    return lent(decision, existing, lender) if lender else decision


def _lender(decision: Decision, existing: Existing, evidence: Evidence) -> Existing | None:
    """Somebody else who has an email in use that the row would give to this person; None without one.

    The file may be right, as couples share an inbox: a person says so.
    """
    if decision.plan is None or decision.outcome is not Outcome.READY:
        return None
    given = {each.after.key for each in decision.plan.writes if isinstance(each.after, Email)}
    fresh = given - {email.key for email in existing.emails}
    others = (who for who in evidence.known if who.id != existing.id)
    return next((who for who in others if any(e.active and e.key in fresh for e in who.emails)), None)


def _merged(row: Incoming, decided: MergedInto, evidence: Evidence, settings: Settings) -> Decision:
    existing = evidence.get(decided.target)
    if existing is None:
        return conflicting("target", _("the chosen person is not here anymore; choose again"))
    if not leaves_ids_out(decided.choices) and (blocked := owned_by_others(row, existing.id, evidence)):
        return blocked
    plan = question(row, existing, evidence, settings).plan(decided.choices)
    return updating(existing, evidence.score_of(existing.id), plan)


def question(row: Incoming, existing: Existing, evidence: Evidence, settings: Settings) -> Question:
    """What a person decides who compares the row with somebody: the screen and the commit plan by it."""
    return _asked(row, existing, band_of(row, existing, evidence, settings), settings)


def band_of(row: Incoming, existing: Existing, evidence: Evidence, settings: Settings) -> Band:
    """Automatic only for the one whom the row would be matched with if nobody had looked at it.

    Whoever else a person chooses is a possible match to the rules, however high the score is.
    """
    ids = pointers(row, evidence, settings.trusted)
    if ids:
        is_meant = not _clash(row, ids, evidence) and ids[0].owner.id == existing.id
        return Band.MATCH if is_meant else Band.POSSIBLE
    match decide(evidence.likely, settings.thresholds):
        case Automatic(best) if best.constituent_id == existing.id:
            return Band.MATCH
        case _:
            return Band.POSSIBLE


def planned(
    row: Incoming, existing: Existing, band: Band, settings: Settings, choices: Mapping[str, Choice]
) -> UpdatePlan:
    """What the rules make of a row for this person; staff's choices stand before them."""
    return _asked(row, existing, band, settings).plan(choices)


def _asked(row: Incoming, existing: Existing, band: Band, settings: Settings) -> Question:
    return Question(
        existing=existing,
        incoming=renamed(row, existing),
        rules=settings.rules,
        band=band,
        entry=settings.entry,
        today=settings.today,
        policies=settings.policies,
    )


def _possible(row: Incoming, meant: tuple[Match, ...], evidence: Evidence, settings: Settings) -> Decision:
    best, existing = meant[0], evidence.person(meant[0])
    alone = f"{called(existing)} · {reasons(best)}"
    return Decision(
        Outcome.POSSIBLE_DUPLICATE,
        cause=(_alike(row, existing, settings) if len(meant) == 1 else "") or SCORE,
        detail=_any_of(meant, evidence) if len(meant) > 1 else alone,
        target=existing.id,
        target_version=existing.version,
        score=best.score,
        candidates=meant,
    )


def _alike(row: Incoming, existing: Existing, settings: Settings) -> str:
    """What the row has in common with others that are to be decided in the same way."""
    return cause_of(differing(planned(row, existing, Band.POSSIBLE, settings, {})))


def _any_of(meant: tuple[Match, ...], evidence: Evidence) -> str:
    return _("may be {whom}", whom=any_of([called(evidence.person(match)) for match in meant]))


def _new(row: Incoming, evidence: Evidence, settings: Settings, akin: Match | None) -> Decision:
    if blocked := owned_by_others(row, None, evidence):
        return blocked
    if settings.mode is Mode.UPDATE:
        return Decision(
            Outcome.SKIPPED, cause="mode", detail=_("nobody here matches; this import only updates")
        )
    new = creating(create_plan(row), str(_NEW[row.kind]))
    if akin is None:
        return new
    household = _("may belong to the household of {called}", called=called(evidence.person(akin)))
    return altered(new, detail=f"{new.detail} · {household}", candidates=(akin,))


_NEW = {Kind.INDIVIDUAL: N_("new individual"), Kind.ORGANIZATION: N_("new organization")}


def _clash(row: Incoming, ids: tuple[Pointer, ...], evidence: Evidence) -> tuple[Pointer, ...]:
    """Which identifiers of the row point at different people; none where they agree."""
    if len({pointer.owner.id for pointer in ids}) > 1:
        return ids
    owners = email_owners(row, evidence)
    if ids and owners and all(owner.id != ids[0].owner.id for owner in owners):
        return ids[0], Pointer("email", owners[0])
    return ()


def owned_by_others(row: Incoming, target: int | None, evidence: Evidence) -> Decision | None:
    """The conflict of a row with an ID in another system that belongs to somebody else; None without one."""
    for external in row.external_ids:
        owner = owner_of(external, evidence.known)
        if owner and owner.id != target:
            detail = _(
                "{system} ID {value} belongs to {called}",
                system=external.system,
                value=external.value,
                called=called(owner),
            )
            return conflicting("external_id", detail, [Pointer(f"{external.system} ID", owner)])
    return None
