"""What staff know of a prospect, as it shall be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.stages import Stage, Stay
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectDraft:
    """Stage, manager, capacity rating and note.

    `stage_since` None leaves the day as it is where the stage stays, and means today where it changes.
    `capacity_on` None means today for a rating that is new.
    """

    stage: Stage | None = None
    stage_since: date | None = None
    manager_id: int | None = None
    capacity: Capacity | None = None
    capacity_on: date | None = None
    capacity_source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """The field that stands in the way of saving, and what to do about it."""

    field: str
    why: str


def flaw(draft: ProspectDraft, *, today: date) -> Flaw | None:
    """What is wrong with it, whatever is on record; None when nothing is."""
    if draft.stage_since and draft.stage_since > today:
        return Flaw("stage_since", _("Choose today or an earlier day: a stage begins when it begins."))
    if draft.capacity is None and (draft.capacity_on or draft.capacity_source):
        return Flaw("capacity", _("Choose a band for this rating, or clear its date and source."))
    if draft.capacity_on and draft.capacity_on > today:
        return Flaw("capacity_on", _("Choose today or an earlier day: a rating is of the day it was made."))
    return None


@dataclass(frozen=True, slots=True)
class TooEarly:
    """The stage cannot begin then, as the one before began only on `began`."""

    stage: Stage
    began: date


def begins(stays: Sequence[Stay], draft: ProspectDraft, *, today: date) -> date | TooEarly:
    """The day on which the drafted stage begins (or the present one ends), given the stays so far."""
    lasting = next((stay for stay in stays if stay.until is None), None)
    if lasting and lasting.stage is draft.stage:
        since = draft.stage_since or lasting.since
        before = [stay for stay in stays if stay is not lasting]
    else:
        since, before = draft.stage_since or today, list(stays)
    last = max(before, key=lambda stay: (stay.since, stay.until or date.max), default=None)
    return TooEarly(last.stage, last.since) if last and since < last.since else since
