"""Whom a new form may be about, for the screen that compares: the likely, the chosen, a search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.constituents import directory
from app.constituents import queries as constituents
from app.constituents.directory import Listed
from app.constituents.domain.names import Name
from app.constituents.domain.record import Existing, Incoming
from app.matching.queries.settings import settings_of
from app.profiles.queries.known import Candidate as Likely
from app.profiles.queries.known import known, namesakes
from app.resolution.domain.candidates import Candidate, ranked

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Meant:
    """Who may be meant, best first, and the one to compare with: None when there is nobody to."""

    candidates: Sequence[Candidate]
    other: Existing | None


def meant(
    workspace: Workspace, incoming: Incoming, *, chosen: int = 0, likely: Sequence[Likely] | None = None
) -> Meant:
    """Whom it may be, and whom to compare with: who was `chosen`, if still here, else the likeliest.

    `likely` are those whom it may be, where somebody has asked already.
    """
    likely = known(workspace, incoming) if likely is None else likely
    records = {each.id: each.record for each in likely}
    if chosen and chosen not in records:
        records |= constituents.existing(workspace.id, [chosen])
    pairs = [(each.record, each.match) for each in likely]
    best = next(iter(records.values()), None)
    return Meant(ranked(pairs, settings_of(workspace).hand), records.get(chosen, best))


def searched(workspace: Workspace, text: str, *, name: Name, besides: Collection[int]) -> Sequence[Candidate]:
    """Whom a search finds; while nothing is searched for, others of the same or a similar name."""
    if text.strip():
        listed: Sequence[Listed] = directory.find(workspace, text, limit=MOST_FOUND)
    else:
        listed = namesakes(workspace, name, besides=besides)
    ids = [each.id for each in listed]
    records = constituents.existing(workspace.id, ids)
    found = [(records[each], None) for each in ids if each in records]
    return ranked(found, settings_of(workspace).hand)
