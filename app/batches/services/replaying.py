"""Trying out settings that are not saved: rows are decided by both, and compared. Nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.accounts.models import Workspace
from app.batches.domain.decide import band_of, planned
from app.batches.domain.evidence import Evidence, Settings, called
from app.batches.domain.replay import Part, Replay, Turn, replayed
from app.batches.domain.replay_rules import POSSIBLE, differences, waits
from app.batches.domain.review import MergedInto
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.touched import is_by_score
from app.batches.models import Batch, BatchRow
from app.batches.queries.replaying import Taken, about_known, changed_since
from app.batches.services.checking import reread
from app.batches.services.distinctions import decided_of
from app.batches.services.planning import Planner
from app.constituents import queries as constituents
from app.constituents.domain.record import Band, Existing, Incoming
from app.matching.domain.result import Match
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.rewound import rewound
from app.updates.domain.rules import UpdateRules

MOST = 2_000
"""The most rows that are looked at."""

People = Mapping[tuple[bool, int], Existing]
"""Records as they are, and (with True) as they were before the import."""


def replay_rules(workspace: Workspace, new: UpdateRules, *, most: int = MOST) -> Replay:
    """What these rules would have made of rows about people on record.

    The statements do not grow with the rows. Rows that wait are planned for the people as they are; committed
    ones for the people as they were before that import, by the journal. What waits as a possible duplicate is
    planned as if a person had confirmed it and left every field to the rules.
    """
    taken = about_known(workspace.id, most=most)
    people = _people(workspace.id, taken)
    turns = [turn for each in taken for turn in _turns(each, people, new)]
    return replayed((part(each) for each in taken), turns)


def part(taken: Taken) -> Part:
    """What of an import was looked at."""
    written = sum(map(_is_written, taken.rows))
    return Part(taken.batch.number, taken.batch.name, taken.of, len(taken.rows), written)


def _people(workspace_id: int, taken: Sequence[Taken]) -> People:
    now = constituents.existing(workspace_id, {_whom(row) for each in taken for row in each.rows})
    before: dict[tuple[bool, int], Existing] = {}
    for each in taken:
        written = {_whom(row) for row in each.rows if _is_written(row)} & now.keys()
        before |= {(True, who): record for who, record in _rewound(each.batch, written, now).items()}
    return {**{(False, who): record for who, record in now.items()}, **before}


def _rewound(batch: Batch, who: set[int], now: Mapping[int, Existing]) -> dict[int, Existing]:
    lines = changed_since(batch, who) if who else {}
    return {each: rewound(now[each], lines.get(each, ())) for each in who}


def _whom(row: BatchRow) -> int:
    return row.constituent_id or row.target_id or 0


def _is_written(row: BatchRow) -> bool:
    return row.state is RowState.APPLIED


def _is_possible(row: BatchRow) -> bool:
    """Whether a person has to say first that it is the one on record, whatever the rules are."""
    return row.outcome is Outcome.POSSIBLE_DUPLICATE and is_by_score(row.cause)


def _turns(taken: Taken, people: People, new: UpdateRules) -> Iterator[Turn]:
    """The rows that would come out otherwise."""
    if not taken.rows or taken.batch.settings.get("rules"):
        return  # rules of its own hold, whatever those of the workspace are
    planner = Planner(taken.batch)
    for row in taken.rows:
        now = planner.settings_for(typed=row.typed)
        existing, what = people.get((_is_written(row), _whom(row))), reread(planner, row)
        if existing is None or not isinstance(what, Incoming):
            continue
        saved, changed = (_planned(row, what, existing, each) for each in (now, replace(now, rules=new)))
        if found := differences(saved, changed):
            notes = (POSSIBLE,) if _is_possible(row) else waits(saved, changed)
            who = called(people[False, _whom(row)])
            yield Turn(taken.batch.number, row.number, who, found, notes)


def candidates(row: BatchRow) -> list[Match]:
    """Whom the check found the row to be like."""
    return [Match.from_json(each) for each in (row.match or {}).get("candidates", ())]


def _planned(row: BatchRow, what: Incoming, existing: Existing, settings: Settings) -> UpdatePlan:
    if _is_possible(row):
        return planned(what, existing, Band.POSSIBLE, settings, {})
    decided = decided_of(row, what)
    if isinstance(decided, MergedInto):
        evidence = Evidence((existing,), tuple(candidates(row)))
        return planned(what, existing, band_of(what, existing, evidence, settings), settings, decided.choices)
    return planned(what, existing, Band.MATCH, settings, {})
